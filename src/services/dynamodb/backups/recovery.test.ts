import { expect, test } from 'vitest';
import { DAY_MS } from './limits.ts';
import { changeRecovery, earliestRestorable, requireRestorable, toContinuousBackups } from './recovery.ts';

const on = (RecoveryPeriodInDays?: number) => ({
  PointInTimeRecoveryEnabled: true,
  ...(RecoveryPeriodInDays === undefined ? {} : { RecoveryPeriodInDays }),
});

test('one can go back to when it was enabled, and no further than the period', () => {
  const recovery = changeRecovery(undefined, on(), 1000)!;
  expect(recovery.periodDays).toBe(35);
  expect(earliestRestorable(recovery, 1000)).toBe(1000);
  expect(earliestRestorable(recovery, 1000 + 36 * DAY_MS)).toBe(1000 + DAY_MS);
});

test('a shorter period forgets at once, and a longer one after it brings nothing back', () => {
  const long = changeRecovery(undefined, on(35), 0);
  const short = changeRecovery(long, on(1), 10 * DAY_MS)!;
  expect(earliestRestorable(short, 10 * DAY_MS)).toBe(9 * DAY_MS);
  const again = changeRecovery(short, on(35), 11 * DAY_MS)!;
  expect(earliestRestorable(again, 12 * DAY_MS)).toBe(10 * DAY_MS);
});

test('disabled and enabled again, it begins anew', () => {
  expect(changeRecovery({ periodDays: 7, keptSince: 0 }, { PointInTimeRecoveryEnabled: false }, 5)).toBeUndefined();
  expect(changeRecovery(undefined, on(), 6)).toEqual({ periodDays: 35, keptSince: 6 });
});

test('the earliest moment is told in whole seconds, and what is told can be restored', () => {
  const recovery = { periodDays: 35, keptSince: 1667 };
  expect(requireRestorable(recovery, 1000, 2500)).toBe(1667);
  expect(() => requireRestorable(recovery, 999, 2500)).toThrow('RestoreDateTime');
  const table = { activeAt: 0, recovery };
  expect(toContinuousBackups(table, 2500, 0).PointInTimeRecoveryDescription).toMatchObject({
    EarliestRestorableDateTime: new Date(1000),
    LatestRestorableDateTime: new Date(2500),
  });
});

test('both ends can be restored, and nothing beyond them', () => {
  const recovery = { periodDays: 1, keptSince: 1000 };
  expect(requireRestorable(recovery, undefined, 2000)).toBe(2000);
  for (const at of [1000, 1500, 2000]) expect(requireRestorable(recovery, at, 2000)).toBe(at);
  for (const at of [999, 2001]) {
    expect(() => requireRestorable(recovery, at, 2000)).toThrow(
      `RestoreDateTime '1970-01-01T00:00:0${Math.floor(at / 1000)}Z' must be within ` +
        "EarliestRestorableDateTime '1970-01-01T00:00:01Z' and LatestRestorableDateTime '1970-01-01T00:00:02Z'",
    );
  }
});
