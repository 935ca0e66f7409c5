import { expect, test } from 'vitest';
import { LongPolls, type Place } from './long-polls.ts';

/** Whose turn it is by now. */
async function admitted(places: readonly Place[]): Promise<boolean[]> {
  const seen = places.map(({ isFirst }) => isFirst);
  for (const [index, place] of places.entries()) void place.turn.then(() => (seen[index] = true));
  await new Promise(setImmediate);
  return seen;
}

test('the line moves on when the first leaves, whoever left before', async () => {
  const polls = new LongPolls();
  const [first, second, third] = [polls.enter('q'), polls.enter('q'), polls.enter('q')];
  expect(await admitted([first, second, third])).toEqual([true, false, false]);

  second.leave();
  expect(await admitted([first, third])).toEqual([true, false]);
  first.leave();
  expect(await admitted([third])).toEqual([true]);
});

test('each queue has its own line, and an empty one begins anew', () => {
  const polls = new LongPolls();
  const place = polls.enter('q');

  expect(polls.enter('other').isFirst).toBe(true);
  place.leave();
  expect(polls.enter('q').isFirst).toBe(true);
});
