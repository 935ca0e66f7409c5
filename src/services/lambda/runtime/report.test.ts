import { expect, test } from 'vitest';
import { billedDuration, reportLine } from './report.ts';

const report = { requestId: 'id', durationMs: 12.345, billedDurationMs: 13, memorySizeMb: 128, maxMemoryUsedMb: 40 };

test('the report of a warm invocation', () => {
  expect(reportLine(report)).toBe(
    'REPORT RequestId: id\tDuration: 12.35 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 40 MB\t\n',
  );
});

test('a cold start, a timeout and an error are named', () => {
  expect(reportLine({ ...report, initDurationMs: 100 })).toContain('\tInit Duration: 100.00 ms\t\n');
  expect(reportLine(report, 'timeout', 'Sandbox.Timedout')).toMatch(/\tStatus: timeout\t\n$/);
  expect(reportLine(report, 'error', 'Runtime.ExitError')).toMatch(
    /\tStatus: error\tError Type: Runtime\.ExitError\t\n$/,
  );
});

test('what is billed is rounded up, with the time of the cold start, and is never nothing', () => {
  expect(billedDuration(12.01)).toBe(13);
  expect(billedDuration(12.5, 100.6)).toBe(114);
  expect(billedDuration(0)).toBe(1);
});
