import { expect, test } from 'vitest';
import { fromWallTime, isTimeZone, toWallTime } from './wall-time.ts';

test.each([
  ['UTC', '2026-03-29T01:30:00Z', '2026-03-29T01:30:00Z'],
  ['Europe/Berlin', '2026-01-15T12:00:00Z', '2026-01-15T13:00:00Z'],
  ['Europe/Berlin', '2026-07-15T12:00:00Z', '2026-07-15T14:00:00Z'],
  ['America/New_York', '2026-07-15T02:00:00Z', '2026-07-14T22:00:00Z'],
  ['Etc/GMT+9', '2026-07-15T12:00:00Z', '2026-07-15T03:00:00Z'],
])('clocks in %s show at %s what UTC shows at %s', (zone, at, shown) => {
  expect(toWallTime(Date.parse(at), zone)).toBe(Date.parse(shown));
  expect(fromWallTime(Date.parse(shown), zone)).toBe(Date.parse(at));
});

test('an hour that daylight saving skips moves on by that hour', () => {
  // On 29 March 2026 clocks in Berlin go from 02:00 to 03:00.
  const skipped = fromWallTime(Date.parse('2026-03-29T02:30:00Z'), 'Europe/Berlin');
  expect(new Date(skipped).toISOString()).toBe('2026-03-29T01:30:00.000Z');
});

test('of an hour that comes twice, the first is meant', () => {
  // On 25 October 2026 clocks in Berlin go from 03:00 back to 02:00.
  const twice = fromWallTime(Date.parse('2026-10-25T02:30:00Z'), 'Europe/Berlin');
  expect(new Date(twice).toISOString()).toBe('2026-10-25T00:30:00.000Z');
});

test('only names of time zones are time zones', () => {
  expect(['Pacific/Tahiti', 'Mars/Base', ''].map(isTimeZone)).toEqual([true, false, false]);
});
