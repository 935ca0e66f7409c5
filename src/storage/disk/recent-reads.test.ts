import { expect, test } from 'vitest';
import { RecentReads } from './recent-reads.ts';

test('what was read less than so many bytes ago is known, what was read twice as many ago is not', () => {
  const reads = new RecentReads(100);
  reads.add('first', 50);
  expect(reads.has('first')).toBe(true);
  expect(reads.has('other')).toBe(false);
  reads.add('second', 50);
  reads.add('third', 90);
  expect(['first', 'second', 'third'].map((each) => reads.has(each))).toEqual([true, true, true]);
  reads.add('fourth', 10);
  expect(['first', 'second', 'third', 'fourth'].map((each) => reads.has(each))).toEqual([false, false, true, true]);
});
