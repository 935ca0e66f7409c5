import { expect, test } from 'vitest';
import { expiredSeconds, expirySecond, sweepInstant } from './expiry.ts';

const NOW = Date.UTC(2025, 0, 1, 0, 0, 30);
const SECOND = NOW / 1000;

test('only numbers say when an item expires', () => {
  const of = (value: { N: string } | { S: string }) => expirySecond({ expires: value }, 'expires');
  expect(of({ N: '1700000000' })).toBe(1_700_000_000);
  expect(of({ N: '1700000000.9' })).toBe(1_700_000_000);
  expect(of({ S: '1700000000' })).toBeUndefined();
  expect(of({ N: '-1' })).toBeUndefined();
  expect(of({ N: `1${'0'.repeat(30)}` })).toBeUndefined();
  expect(expirySecond({}, 'constructor')).toBeUndefined();
});

test('an item goes at the first whole minute after it expired, or after now', () => {
  const minute = (n: number) => Date.UTC(2025, 0, 1, 0, n);
  expect(sweepInstant(SECOND + 600, NOW)).toBe(minute(11));
  expect(sweepInstant(SECOND + 30, NOW)).toBe(minute(2));
  expect(sweepInstant(SECOND - 600, NOW)).toBe(minute(1));
});

test('what expired more than five years ago stays', () => {
  const fiveYears = 5 * 365 * 86_400;
  expect(expiredSeconds(NOW)).toEqual({ from: SECOND - fiveYears, to: SECOND });
  expect(sweepInstant(SECOND - fiveYears - 1, NOW)).toBeUndefined();
});
