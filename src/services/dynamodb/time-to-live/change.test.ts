import { expect, test } from 'vitest';
import { changeTimeToLive, describeTimeToLive } from './change.ts';

const HALF_HOUR_MS = 1_800_000;
const on = { attributeName: 'expires', isEnabled: true, changedAt: 0, expiryId: 'a' };
const off = { ...on, isEnabled: false };
const enable = { AttributeName: 'expires', Enabled: true };
const disable = { AttributeName: 'expires', Enabled: false };

test('it is enabled with rows of its own, and disabled', () => {
  expect(changeTimeToLive(undefined, enable, 'a', 0)).toEqual(on);
  expect(changeTimeToLive(on, disable, 'b', HALF_HOUR_MS)).toEqual({ ...off, changedAt: HALF_HOUR_MS });
  expect(changeTimeToLive(off, enable, 'b', HALF_HOUR_MS)).toEqual({ ...on, changedAt: HALF_HOUR_MS, expiryId: 'b' });
});

test('what is wrong with a change comes before how soon it is', () => {
  expect(() => changeTimeToLive(on, enable, 'b', 1)).toThrow('TimeToLive is already enabled');
  expect(() => changeTimeToLive(undefined, disable, 'b', 1)).toThrow('TimeToLive is already disabled');
  expect(() => changeTimeToLive(off, disable, 'b', 1)).toThrow('TimeToLive is already disabled');
  for (const Enabled of [true, false]) {
    expect(() => changeTimeToLive(on, { AttributeName: 'other', Enabled }, 'b', 1)).toThrow(
      'TimeToLive is active on a different AttributeName: current AttributeName is expires',
    );
  }
  expect(() => changeTimeToLive(on, disable, 'b', HALF_HOUR_MS - 1)).toThrow(
    'Time to live has been modified multiple times within a fixed interval',
  );
});

test('its status follows the time', () => {
  expect(describeTimeToLive(undefined, 0, 5)).toEqual({ TimeToLiveStatus: 'DISABLED' });
  expect(describeTimeToLive(on, 4, 5)).toEqual({ TimeToLiveStatus: 'ENABLING', AttributeName: 'expires' });
  expect(describeTimeToLive(on, 5, 5)).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
  expect(describeTimeToLive(off, 4, 5)).toEqual({ TimeToLiveStatus: 'DISABLING', AttributeName: 'expires' });
  expect(describeTimeToLive(off, 5, 5)).toEqual({ TimeToLiveStatus: 'DISABLED' });
});
