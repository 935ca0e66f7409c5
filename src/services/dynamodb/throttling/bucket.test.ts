import { expect, test } from 'vitest';
import { refill, untouched } from './bucket.ts';

const rate = { unitsPerSecond: 10, burstSeconds: 300 };

test('what is not used is kept for five minutes', () => {
  expect(refill({ units: 4, at: 1000 }, rate, 3500)).toEqual({ units: 29, at: 3500 });
  expect(refill({ units: 4, at: 0 }, rate, 300_000)).toEqual({ units: 3000, at: 300_000 });
});

test('a debt is paid back first', () => {
  expect(refill({ units: -25, at: 0 }, rate, 2000).units).toBe(-5);
  expect(refill({ units: -25, at: 0 }, rate, 3000).units).toBe(5);
});

test('a bucket keeps what it has when the rate grows, and loses what does not fit when it falls', () => {
  const bucket = { units: 2000, at: 0 };
  expect(refill(bucket, { ...rate, unitsPerSecond: 100 }, 1000).units).toBe(2100);
  expect(refill(bucket, { ...rate, unitsPerSecond: 1 }, 1000).units).toBe(300);
});

test('a new resource begins with one second, and time that goes back takes nothing', () => {
  expect(untouched(rate, 5000, 5000).units).toBe(10);
  expect(untouched(rate, 5000, 6000).units).toBe(20);
  expect(refill({ units: 7, at: 5000 }, rate, 4000)).toEqual({ units: 7, at: 5000 });
});
