import { parseDayOfMonth, parseDayOfWeek, type DayRule } from './cron-days.ts';
import { HOURS, MINUTES, MONTHS, parseField, YEARS } from './cron-field.ts';
import type { WallTime } from './wall-time.ts';

/**
 * AWS's six fields: minutes, hours, day of month, month, day of week, year.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
  readonly isDay: DayRule;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Of the text between the parentheses of `cron(…)`; undefined where AWS would not take it. */
export function parseCron(text: string): Cron | undefined {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6) return undefined;
  const [minuteText, hourText, dayOfMonth, monthText, dayOfWeek, yearText] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const minutes = parseField(minuteText, MINUTES);
  const hours = parseField(hourText, HOURS);
  const months = parseField(monthText, MONTHS);
  const years = parseField(yearText, YEARS);
  const isDay = parseDays(dayOfMonth, dayOfWeek);
  if (!minutes || !hours || !months || !years || !isDay) return undefined;
  return { minutes: sorted(minutes), hours: sorted(hours), months, years, isDay };
}

/** One of the two days must be a question mark, and only one. */
function parseDays(dayOfMonth: string, dayOfWeek: string): DayRule | undefined {
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) return undefined;
  return dayOfMonth === '?' ? parseDayOfWeek(dayOfWeek) : parseDayOfMonth(dayOfMonth);
}

const sorted = (values: ReadonlySet<number>): readonly number[] => [...values].sort((a, b) => a - b);

/** The first time after `after` that fits; undefined when there is none (any more). */
export function nextCronTime(cron: Cron, after: WallTime): WallTime | undefined {
  const lastYear = Math.max(...cron.years);
  const start = Math.floor(after / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  let midnight = Math.floor(start / DAY_MS) * DAY_MS;
  for (let date = new Date(midnight); date.getUTCFullYear() <= lastYear; date = new Date(midnight)) {
    if (!cron.years.has(date.getUTCFullYear())) {
      midnight = Date.UTC(date.getUTCFullYear() + 1, 0);
    } else if (!cron.months.has(date.getUTCMonth() + 1)) {
      midnight = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
    } else {
      const found = cron.isDay(midnight) ? timeOfDay(cron, midnight, start) : undefined;
      if (found !== undefined) return found;
      midnight += DAY_MS;
    }
  }
  return undefined;
}

function timeOfDay({ hours, minutes }: Cron, midnight: WallTime, start: WallTime): WallTime | undefined {
  for (const hour of hours) {
    for (const minute of minutes) {
      const at = midnight + hour * HOUR_MS + minute * MINUTE_MS;
      if (at >= start) return at;
    }
  }
  return undefined;
}
