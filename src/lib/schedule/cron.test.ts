import { expect, test } from 'vitest';
import { nextCronTime, parseCron } from './cron.ts';

const next = (expression: string, after: string) => {
  const at = nextCronTime(parseCron(expression)!, Date.parse(`${after}:00Z`));
  return at === undefined ? undefined : new Date(at).toISOString().slice(0, 16);
};

test.each([
  // Examples of the AWS page, with days looked up in a calendar.
  ['0 10 * * ? *', '2026-11-21T09:59', '2026-11-21T10:00'],
  ['0 10 * * ? *', '2026-11-21T10:00', '2026-11-22T10:00'],
  ['15 12 * * ? *', '2026-11-21T12:16', '2026-11-22T12:15'],
  ['0 18 ? * MON-FRI *', '2026-11-21T00:00', '2026-11-23T18:00'],
  ['0 8 1 * ? *', '2026-11-21T00:00', '2026-12-01T08:00'],
  ['0/15 * * * ? *', '2026-11-21T10:31', '2026-11-21T10:45'],
  ['0/10 * ? * MON-FRI *', '2026-11-20T23:55', '2026-11-23T00:00'],
  ['0/5 8-17 ? * MON-FRI *', '2026-11-20T17:55', '2026-11-23T08:00'],
  ['0 9 ? * 2#1 *', '2026-11-21T00:00', '2026-12-07T09:00'],
  ['15 10 ? * 6L 2026-2030', '2026-11-21T00:00', '2026-11-27T10:15'],
  ['0 0 L * ? *', '2027-02-01T00:00', '2027-02-28T00:00'],
  ['0 0 15W * ? *', '2026-11-01T00:00', '2026-11-16T00:00'],
  ['0 0 1W * ? *', '2026-07-31T12:00', '2026-08-03T00:00'],
  ['0 0 31W * ? *', '2027-01-10T00:00', '2027-01-29T00:00'],
  ['0 0 29 2 ? *', '2026-11-21T00:00', '2028-02-29T00:00'],
  ['0 22 ? * FRI-MON *', '2026-11-23T23:00', '2026-11-27T22:00'],
  ['30 6 ? JAN,JUL SUN 2027', '2026-11-21T00:00', '2027-01-03T06:30'],
])('cron(%s) comes after %s at %s', (expression, after, expected) => {
  expect(next(expression, after)).toBe(expected);
});

test.each([
  ['0 0 30 2 ? *', '2026-11-21T00:00'],
  ['0 0 1 1 ? 2026', '2026-11-21T00:00'],
])('cron(%s) never comes after %s', (expression, after) => {
  expect(next(expression, after)).toBeUndefined();
});

test.each([
  '0 10 * * *',
  '0 10 * * * *',
  '0 10 ? * ? *',
  '60 10 * * ? *',
  '0 24 * * ? *',
  '0 10 0 * ? *',
  '0 10 * 13 ? *',
  '0 10 ? * 8 *',
  '0 10 ? * FUN *',
  '0 10 ? * 2#6 *',
  '0/0 10 * * ? *',
  '0 10 32W * ? *',
  '0 10 * * ? 1969',
  '1-2-3 10 * * ? *',
  '1/2/3 10 * * ? *',
  ' ',
])('cron(%s) is none', (expression) => {
  expect(parseCron(expression)).toBeUndefined();
});
