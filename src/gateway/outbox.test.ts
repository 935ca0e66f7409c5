import { expect, test } from 'vitest';
import { Outbox } from './outbox.ts';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

test('answers leave in their order at the end of the turn', async () => {
  const sent: string[] = [];
  const outbox = new Outbox();
  outbox.post(() => sent.push('a'));
  outbox.post(() => sent.push('b'));
  expect(sent).toEqual([]);
  await nextTurn();
  expect(sent).toEqual(['a', 'b']);
  outbox.post(() => sent.push('c'));
  await nextTurn();
  expect(sent).toEqual(['a', 'b', 'c']);
});
