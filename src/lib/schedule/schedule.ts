import { nextCronTime, parseCron, type Cron } from './cron.ts';
import { fromWallTime, toWallTime, type WallTime } from './wall-time.ts';

/** `at(2027-01-31T10:00:00)`, `rate(5 minutes)` or `cron(0 10 * * ? *)`, as several AWS services take them. */
export type Schedule =
  | { readonly kind: 'at'; readonly at: WallTime }
  | { readonly kind: 'rate'; readonly everyMs: number }
  | { readonly kind: 'cron'; readonly cron: Cron };

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

export function parseSchedule(text: string): Schedule | undefined {
  const [, kind, inner = ''] = /^(at|rate|cron)\((.*)\)$/.exec(text) ?? [];
  switch (kind) {
    case 'at':
      return parseAt(inner);
    case 'rate':
      return parseRate(inner);
    case 'cron': {
      const cron = parseCron(inner);
      return cron && { kind, cron };
    }
    default:
      return undefined;
  }
}

function parseAt(text: string): Schedule | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text)) return undefined;
  const at = Date.parse(`${text}Z`);
  // `Date.parse` takes the 31st of February for a day in March.
  const isDay = !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
  return isDay ? { kind: 'at', at } : undefined;
}

function parseRate(text: string): Schedule | undefined {
  const [, count = '', unit = ''] = /^(\d{1,9}) (minute|hour|day)s?$/.exec(text) ?? [];
  const everyMs = Number(count) * (UNIT_MS[unit] ?? 0);
  return everyMs > 0 ? { kind: 'rate', everyMs } : undefined;
}

/** The first run after the instant `after`. A rate counts from `anchor`, and does not know of time zones. */
export function nextRun(schedule: Schedule, zone: string, after: number, anchor: number): number | undefined {
  if (schedule.kind === 'cron') return nextCronRun(schedule.cron, zone, after);
  if (schedule.kind === 'rate') {
    const count = Math.floor(Math.max(0, after - anchor) / schedule.everyMs) + 1;
    return anchor + count * schedule.everyMs;
  }
  const at = fromWallTime(schedule.at, zone);
  return at > after ? at : undefined;
}

/** Where clocks go back, the same wall time comes twice: the second is no run of its own. */
function nextCronRun(cron: Cron, zone: string, after: number): number | undefined {
  let wall = nextCronTime(cron, toWallTime(after, zone));
  while (wall !== undefined && fromWallTime(wall, zone) <= after) wall = nextCronTime(cron, wall);
  return wall === undefined ? undefined : fromWallTime(wall, zone);
}
