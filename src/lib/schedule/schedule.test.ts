import { expect, test } from 'vitest';
import { nextRun, parseSchedule } from './schedule.ts';

const runs = (expression: string, zone: string, after: string, count: number, anchor = after) => {
  const schedule = parseSchedule(expression)!;
  const found: string[] = [];
  let at: number | undefined = Date.parse(after);
  while (found.length < count) {
    at = nextRun(schedule, zone, at, Date.parse(anchor));
    if (at === undefined) break;
    found.push(new Date(at).toISOString().slice(0, 16));
  }
  return found;
};

test('at comes once, by the clocks of the zone', () => {
  expect(runs('at(2027-06-01T09:00:00)', 'Europe/Berlin', '2027-01-01T00:00Z', 3)).toEqual(['2027-06-01T07:00']);
});

test('a rate counts from its anchor', () => {
  const expected = ['2027-01-01T00:10', '2027-01-01T00:15'];
  expect(runs('rate(5 minutes)', 'UTC', '2027-01-01T00:07Z', 2, '2027-01-01T00:00Z')).toEqual(expected);
});

test('cron follows the clocks of the zone over the change to daylight saving', () => {
  const expected = ['2026-03-28T07:00', '2026-03-29T06:00', '2026-03-30T06:00'];
  expect(runs('cron(0 8 * * ? *)', 'Europe/Berlin', '2026-03-27T12:00Z', 3)).toEqual(expected);
});

test('an hour that comes twice runs once', () => {
  const expected = ['2026-10-25T00:30', '2026-10-26T01:30'];
  expect(runs('cron(30 2 * * ? *)', 'Europe/Berlin', '2026-10-24T12:00Z', 2)).toEqual(expected);
});

test.each([
  'at(2027-02-31T00:00:00)',
  'at(2027-02-01 00:00:00)',
  'rate(0 minutes)',
  'rate(5 weeks)',
  'rate(-1 hours)',
  'cron(* * * * * *)',
  '* * * * *',
  'daily',
  '',
])('%s is no schedule', (expression) => {
  expect(parseSchedule(expression)).toBeUndefined();
});
