import { DAYS_OF_MONTH, DAYS_OF_WEEK, parseField, parseValue } from './cron-field.ts';
import type { WallTime } from './wall-time.ts';

/** Whether a day, given by its midnight, is meant. */
export type DayRule = (midnight: WallTime) => boolean;

const DAY_MS = 86_400_000;
const SATURDAY = 7;

const dayOfMonth = (midnight: WallTime): number => new Date(midnight).getUTCDate();
/** Sunday is 1. */
const dayOfWeek = (midnight: WallTime): number => new Date(midnight).getUTCDay() + 1;
const isLastDay = (midnight: WallTime): boolean => dayOfMonth(midnight + DAY_MS) === 1;
const isWeekday = (midnight: WallTime): boolean => dayOfWeek(midnight) > 1 && dayOfWeek(midnight) < SATURDAY;

/** `15`, `1,15`, `*`, `L` the last day, `15W` the weekday nearest to the 15th. */
export function parseDayOfMonth(text: string): DayRule | undefined {
  if (text === 'L') return isLastDay;
  if (text.endsWith('W')) {
    const day = parseValue(text.slice(0, -1), DAYS_OF_MONTH);
    return day === undefined ? undefined : (midnight) => midnight === nearestWeekday(midnight, day);
  }
  const days = parseField(text, DAYS_OF_MONTH);
  return days && ((midnight) => days.has(dayOfMonth(midnight)));
}

/** It stays within the month: the 1st on a Saturday moves to the 3rd. */
function nearestWeekday(midnight: WallTime, day: number): WallTime | undefined {
  const first = midnight - (dayOfMonth(midnight) - 1) * DAY_MS;
  const wanted = first + (day - 1) * DAY_MS;
  if (new Date(wanted).getUTCMonth() !== new Date(midnight).getUTCMonth()) return undefined;
  if (isWeekday(wanted)) return wanted;
  if (dayOfWeek(wanted) === SATURDAY) return day === 1 ? wanted + 2 * DAY_MS : wanted - DAY_MS;
  return isLastDay(wanted) ? wanted - 2 * DAY_MS : wanted + DAY_MS;
}

/** `MON-FRI`, `L` Saturday, `6L` the last Friday of the month, `3#2` its second Tuesday. */
export function parseDayOfWeek(text: string): DayRule | undefined {
  if (text === 'L') return (midnight) => dayOfWeek(midnight) === SATURDAY;
  if (text.endsWith('L')) {
    const day = parseValue(text.slice(0, -1), DAYS_OF_WEEK);
    return day === undefined ? undefined : (midnight) => dayOfWeek(midnight) === day && isInLastWeek(midnight);
  }
  if (text.includes('#')) return parseNthDay(text);
  const days = parseField(text, DAYS_OF_WEEK);
  return days && ((midnight) => days.has(dayOfWeek(midnight)));
}

function parseNthDay(text: string): DayRule | undefined {
  const [dayText = '', nthText = '', ...more] = text.split('#');
  const day = parseValue(dayText, DAYS_OF_WEEK);
  const nth = parseValue(nthText, { min: 1, max: 5 });
  if (more.length > 0 || day === undefined || nth === undefined) return undefined;
  return (midnight) => dayOfWeek(midnight) === day && Math.ceil(dayOfMonth(midnight) / 7) === nth;
}

const isInLastWeek = (midnight: WallTime): boolean => dayOfMonth(midnight + 7 * DAY_MS) <= 7;
