import { expect, test } from 'vitest';
import { WaitingLine } from './waiting-line.ts';

const order = async (line: WaitingLine, keys: readonly string[], freed: readonly (string | undefined)[]) => {
  const woken: string[] = [];
  const waiting = keys.map((key, index) => line.wait(key).then(() => woken.push(`${key}${index}`)));
  for (const key of freed) line.next(key);
  line.wakeAll();
  await Promise.all(waiting);
  return woken;
};

test('first come, first served', async () => {
  expect(await order(new WaitingLine(), ['a', 'b', 'c'], [undefined, undefined])).toEqual(['a0', 'b1', 'c2']);
});

test('who can use what was released goes first', async () => {
  expect(await order(new WaitingLine(), ['a', 'b', 'a', 'b'], ['b', 'b', 'b'])).toEqual(['b1', 'b3', 'a0', 'a2']);
});

test('nobody is passed over for long', async () => {
  const keys = ['a', ...Array.from({ length: 30 }, () => 'b')];
  const woken = await order(
    new WaitingLine(),
    keys,
    Array.from({ length: 30 }, () => 'b'),
  );
  expect(woken.indexOf('a0')).toBe(16);
});
