import { expect, test } from 'vitest';
import { nextRunAt, type ScheduledAction } from './scheduled-action.ts';

const at = (text: string) => Date.parse(text);
const action = (schedule: string, more: Partial<ScheduledAction> = {}): ScheduledAction => ({
  accountId: '000000000000',
  region: 'us-east-1',
  namespace: 'dynamodb',
  resourceId: 'table/Tasks',
  dimension: 'dynamodb:table:ReadCapacityUnits',
  actionId: 'id',
  name: 'morning',
  schedule,
  bounds: { MinCapacity: 1 },
  createdAt: at('2027-01-01T00:00Z'),
  updatedAt: at('2027-01-01T00:00Z'),
  ...more,
});

test('a recurring action runs at its start, and then as its schedule says', () => {
  const morning = action('cron(0 8 * * ? *)', { startAt: at('2027-01-05T12:00Z') });
  expect(nextRunAt(morning, at('2027-01-01T00:00Z'))).toBe(at('2027-01-05T12:00Z'));
  expect(nextRunAt(morning, at('2027-01-05T12:00Z'))).toBe(at('2027-01-06T08:00Z'));
});

test('it does not run after its end', () => {
  const morning = action('cron(0 8 * * ? *)', { endAt: at('2027-01-02T08:00Z') });
  expect(nextRunAt(morning, at('2027-01-01T09:00Z'))).toBe(at('2027-01-02T08:00Z'));
  expect(nextRunAt(morning, at('2027-01-02T08:00Z'))).toBeUndefined();
});

test('once is once, by the clocks of its time zone', () => {
  const once = action('at(2027-01-05T08:00:00)', { timezone: 'Europe/Berlin' });
  expect(nextRunAt(once, at('2027-01-01T00:00Z'))).toBe(at('2027-01-05T07:00Z'));
  expect(nextRunAt(once, at('2027-01-05T07:00Z'))).toBeUndefined();
});

test('a rate counts from the start, or from when the action was put', () => {
  expect(nextRunAt(action('rate(2 hours)'), at('2027-01-01T03:00Z'))).toBe(at('2027-01-01T04:00Z'));
  const started = action('rate(2 hours)', { startAt: at('2027-01-01T00:30Z') });
  expect(nextRunAt(started, at('2027-01-01T03:00Z'))).toBe(at('2027-01-01T04:30Z'));
});
