import { expect, test } from 'vitest';
import { HashSet } from './hash-set.ts';

const texts = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `scope/${prefix}-${index}`);

test('all that was added is there, however much it was, and nearly nothing else', () => {
  const set = new HashSet();
  const added = texts('there', 100_000);
  for (const text of added) set.add(text, 6);
  expect(added.filter((text) => !set.has(text, 6))).toEqual([]);
  expect(texts('absent', 100_000).filter((text) => set.has(text, 6)).length).toBeLessThan(50);
});

test('what is added again counts once', () => {
  const set = new HashSet();
  for (let round = 0; round < 3; round++) for (const text of texts('there', 1000)) set.add(text, 0);
  expect(set.size).toBe(1000);
});

test('only the part from the start on counts', () => {
  const set = new HashSet();
  set.add('one/key', 4);
  expect(set.has('two/key', 4)).toBe(true);
  expect(set.has('two/key', 0)).toBe(false);
});
