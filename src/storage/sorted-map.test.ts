import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cursor } from './cursor.ts';
import { SortedMap } from './sorted-map.ts';

const key = fc.integer({ min: 0, max: 400 }).map((value) => String(value).padStart(4, '0'));
const change = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('set' as const), key, value: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), key, value: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fork' as const), key, value: fc.nat() }) },
);

function entriesOf(map: SortedMap<number>, from = '', to = '~', reverse = false): [string, number][] {
  const entries: [string, number][] = [];
  for (const cursor = new Cursor(map, { from, to }, reverse); cursor.key !== undefined; cursor.next()) {
    entries.push([cursor.key, cursor.value]);
  }
  return entries;
}

const sorted = (model: ReadonlyMap<string, number>) => [...model].sort(([left], [right]) => (left < right ? -1 : 1));

test('a sorted map holds what a map holds, and its forks keep what they had', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 1500, size: 'max' }), key, key, (changes, from, to) => {
      const map = new SortedMap<number>();
      const model = new Map<string, number>();
      const forks: [SortedMap<number>, [string, number][]][] = [];
      for (const { kind, key, value } of changes) {
        if (kind === 'fork') forks.push([map.fork(), sorted(model)]);
        if (kind === 'set') for (const target of [map, model]) target.set(key, value);
        if (kind === 'delete') expect(map.delete(key)).toBe(model.delete(key));
      }

      forks.push([map, sorted(model)]);
      expect(map.size).toBe(model.size);
      for (const [fork, entries] of forks) expect(entriesOf(fork)).toEqual(entries);
      const within = sorted(model).filter(([key]) => key >= from && key < to);
      expect(entriesOf(map, from, to)).toEqual(within);
      expect(entriesOf(map, from, to, true)).toEqual(within.toReversed());
      for (const [key, value] of model) expect(map.get(key)).toBe(value);
    }),
    { numRuns: 40, endOnFailure: true },
  );
});

test('a map that was emptied can be filled again', () => {
  const map = new SortedMap<number>();
  const keys = Array.from({ length: 5000 }, (_, index) => String(index).padStart(5, '0'));
  for (const key of keys) map.set(key, 1);
  for (const key of keys) map.delete(key);
  expect(entriesOf(map)).toEqual([]);
  for (const key of keys.toReversed()) map.set(key, 2);
  expect(entriesOf(map).map(([key]) => key)).toEqual(keys);
});
