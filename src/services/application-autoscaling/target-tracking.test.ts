import { expect, test } from 'vitest';
import { decide, type Observation } from './target-tracking.ts';

const NOW = Date.UTC(2027, 0, 1);
const tracking = { targetPercent: 70 };
const observed = (minutes: readonly number[], more: Partial<Observation> = {}): Observation => ({
  now: NOW,
  capacity: 5,
  minCapacity: 1,
  maxCapacity: 100,
  scaledOutAt: undefined,
  scaledInAt: undefined,
  minutes,
  ...more,
});
const times = (count: number, units: number) => Array.from({ length: count }, () => units);

test('two minutes above the target scale out to where the last minute is at the target', () => {
  // 70 % of 5 units a second are 210 a minute; 840 a minute are 14 a second, and 70 % of 20.
  expect(decide(observed([840, 211]), tracking)).toEqual({ capacity: 20, direction: 'out' });
});

test.each([
  ['one minute above the target', [840, 210, 840]],
  ['one minute known', [840]],
  ['exactly the target', [210, 210]],
])('%s does not scale out', (_, minutes) => {
  expect(decide(observed(minutes), tracking)).toBeUndefined();
});

test('scaling out stops at the maximum, and does not repeat itself there', () => {
  expect(decide(observed([9000, 9000], { maxCapacity: 12 }), tracking)).toEqual({ capacity: 12, direction: 'out' });
  expect(decide(observed([9000, 9000], { capacity: 12, maxCapacity: 12 }), tracking)).toBeUndefined();
});

test('fifteen minutes well below the target scale in to what the busiest of them needs', () => {
  // 50 % of 20 units a second are 600 a minute; 420 a minute are 7 a second, and 70 % of 10.
  const minutes = [...times(14, 60), 420];
  expect(decide(observed(minutes, { capacity: 20 }), tracking)).toEqual({ capacity: 10, direction: 'in' });
});

test('nothing consumed scales in to the minimum', () => {
  const idle = observed(times(15, 0), { capacity: 20, minCapacity: 3 });
  expect(decide(idle, tracking)).toEqual({ capacity: 3, direction: 'in' });
  expect(decide({ ...idle, capacity: 3 }, tracking)).toBeUndefined();
});

test.each([
  ['fourteen minutes are known', times(14, 0)],
  ['one of them is not low', [...times(10, 0), 600, ...times(4, 0)]],
])('it does not scale in where %s', (_, minutes) => {
  expect(decide(observed(minutes, { capacity: 20 }), tracking)).toBeUndefined();
});

test('a policy may forbid scaling in', () => {
  expect(decide(observed(times(15, 0), { capacity: 20 }), { ...tracking, isScaleInDisabled: true })).toBeUndefined();
});

test('cooldowns hold up what they are for, and scaling out holds up scaling in', () => {
  const cooling = { ...tracking, scaleOutCooldownSeconds: 60, scaleInCooldownSeconds: 120 };
  const high = [840, 840];
  const low = times(15, 0);
  expect(decide(observed(high, { scaledOutAt: NOW - 59_000 }), cooling)).toBeUndefined();
  expect(decide(observed(high, { scaledOutAt: NOW - 60_000 }), cooling)).toMatchObject({ direction: 'out' });
  expect(decide(observed(high, { scaledInAt: NOW - 1000 }), cooling)).toMatchObject({ direction: 'out' });
  expect(decide(observed(low, { scaledInAt: NOW - 119_000 }), cooling)).toBeUndefined();
  expect(decide(observed(low, { scaledOutAt: NOW - 59_000 }), cooling)).toBeUndefined();
  expect(decide(observed(low, { scaledInAt: NOW - 120_000 }), cooling)).toMatchObject({ direction: 'in' });
});
