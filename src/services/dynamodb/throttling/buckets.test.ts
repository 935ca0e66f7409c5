import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Buckets } from './buckets.ts';

const limit = { name: 'table/read', createdAt: 0, unitsPerSecond: 10, burstSeconds: 300 };

test('over any time no more goes through than comes, a burst and one last request', () => {
  const steps = fc.array(fc.record({ waitMs: fc.nat(20_000), units: fc.integer({ min: 1, max: 200 }) }), {
    minLength: 1,
    maxLength: 200,
  });
  fc.assert(
    fc.property(steps, (requests) => {
      const buckets = new Buckets();
      let now = 0;
      let taken = 0;
      let largest = 0;
      for (const { waitMs, units } of requests) {
        now += waitMs;
        if (buckets.left(limit, now) <= 0) continue;
        buckets.take(limit, units, now);
        taken += units;
        largest = Math.max(largest, units);
      }
      // The first second is there at once.
      expect(taken).toBeLessThanOrEqual(10 * (now / 1000 + 1) + largest + 1e-6);
    }),
  );
});

test('a unit that is held is not left for others, until it is let go', () => {
  const buckets = new Buckets();
  for (let count = 0; count < 10; count++) buckets.hold(limit);
  expect(buckets.left(limit, 0)).toBe(0);
  buckets.release(limit);
  expect(buckets.left(limit, 0)).toBe(1);
});

test('thousands of buckets that are full again are forgotten without a change to what is left', () => {
  const buckets = new Buckets();
  const named = (n: number) => ({ ...limit, name: `table/read/${n}`, burstSeconds: 1 });
  for (let n = 0; n < 10_000; n++) buckets.take(named(n), 10, 0);
  buckets.take(named(10_000), 10, 400_000);
  expect(buckets.left(named(1), 400_000)).toBe(10);
  expect(buckets.left(named(10_000), 400_000)).toBe(0);
});
