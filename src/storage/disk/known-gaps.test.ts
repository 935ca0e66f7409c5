import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { KnownGaps } from './known-gaps.ts';

test('a scan seeks past what was found empty, and no further', () => {
  const gaps = new KnownGaps();
  gaps.learn('b', 'f', 1, 1);
  expect(gaps.skip('a', 1)).toBe('a');
  expect(gaps.skip('b', 1)).toBe('f');
  expect(gaps.skip('d', 1)).toBe('f');
  expect(gaps.skip('f', 1)).toBe('f');
});

test('a write cuts the gap around its key', () => {
  const gaps = new KnownGaps();
  gaps.learn('b', 'f', 1, 1);
  gaps.cut('d');
  expect(gaps.skip('b', 1)).toBe('d');
  expect(gaps.skip('d', 1)).toBe('d');
  expect(gaps.skip('d\0', 1)).toBe('f');
});

test('a view of the past does not skip what was emptied after it', () => {
  const gaps = new KnownGaps();
  gaps.learn('b', 'd', 1, 1);
  gaps.learn('b', 'f', 5, 1);
  expect(gaps.skip('b', 1)).toBe('d');
  expect(gaps.skip('b', 5)).toBe('f');
});

test('gaps that no view can tell apart become one', () => {
  const gaps = new KnownGaps();
  for (let index = 0; index < 1000; index++) gaps.learn('a', `b${String(index).padStart(4, '0')}`, index, index);
  expect(gaps.size).toBe(1);
});

test('there is a limit to what is remembered, and what is used stays', () => {
  const gaps = new KnownGaps();
  gaps.learn('a', 'b', 0, 0);
  for (let index = 0; index < 10_000; index++) {
    gaps.learn(`k${index}`, `k${index}\0`, index, 0);
    gaps.skip('a', 0);
  }
  expect(gaps.size).toBeLessThan(3000);
  expect(gaps.skip('a', 0)).toBe('b');
});

/** A base with its history: what it held at each epoch. */
test('whatever happens, a gap holds nothing', () => {
  const key = fc.integer({ min: 0, max: 30 }).map((number) => String.fromCharCode(65 + number));
  const step = fc.oneof(
    fc.record({ kind: fc.constant('put' as const), key }),
    fc.record({ kind: fc.constant('delete' as const), key }),
    fc.record({ kind: fc.constant('scan' as const), key }),
    fc.record({ kind: fc.constant('scan' as const), key }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), fc.integer({ min: 0, max: 10 }), (steps, lag) => {
      const gaps = new KnownGaps();
      const history: Set<string>[] = [new Set()];
      const firstOf = (epoch: number, from: string) =>
        [...history[epoch]!].filter((key) => key >= from).toSorted()[0] ?? '~';
      for (const { kind, key } of steps) {
        const epoch = history.length;
        const state = new Set(history.at(-1));
        if (kind === 'put') {
          gaps.cut(key);
          state.add(key);
        }
        if (kind === 'delete') state.delete(key);
        history.push(state);
        if (kind === 'scan') gaps.learn(gaps.skip(key, epoch), firstOf(epoch, key), epoch, Math.max(0, epoch - lag));
        for (let view = Math.max(0, epoch - lag); view <= epoch; view++) {
          expect(gaps.skip(key, view) <= firstOf(view, key)).toBe(true);
        }
      }
    }),
    { numRuns: 500 },
  );
});
