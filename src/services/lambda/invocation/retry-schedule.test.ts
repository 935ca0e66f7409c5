import { expect, test } from 'vitest';
import { afterFailure, afterThrottle, isTooOld } from './retry-schedule.ts';

const MINUTE = 60_000;
const history = (failures: number, throttles = 0) => ({ acceptedAt: 0, failures, throttles });

test('a failed event is tried again after one minute, and after two more', () => {
  expect(afterFailure(history(1), undefined, 0)).toEqual({ kind: 'retry', at: MINUTE });
  expect(afterFailure(history(2), undefined, MINUTE)).toEqual({ kind: 'retry', at: 3 * MINUTE });
  expect(afterFailure(history(3), undefined, 3 * MINUTE)).toEqual({ kind: 'discard', condition: 'RetriesExhausted' });
});

test('a function may say how often', () => {
  expect(afterFailure(history(1), { maximumRetryAttempts: 0 }, 0).kind).toBe('discard');
});

test('an event that would be too old by then is discarded', () => {
  expect(afterFailure(history(1), { maximumEventAgeSeconds: 60 }, 1)).toEqual({
    kind: 'discard',
    condition: 'EventAgeExceeded',
  });
  expect(isTooOld(history(0), undefined, 6 * 60 * MINUTE)).toBe(false);
  expect(isTooOld(history(0), undefined, 6 * 60 * MINUTE + 1)).toBe(true);
});

test('a throttled event waits twice as long each time, up to five minutes', () => {
  expect(afterThrottle(history(0, 1), undefined, 0)).toEqual({ kind: 'retry', at: 1000 });
  expect(afterThrottle(history(0, 4), undefined, 0)).toEqual({ kind: 'retry', at: 8000 });
  expect(afterThrottle(history(0, 20), undefined, 0)).toEqual({ kind: 'retry', at: 5 * MINUTE });
});
