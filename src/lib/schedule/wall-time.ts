/**
 * What clocks on a wall show, as the epoch milliseconds at which a clock in UTC shows the same: calendar arithmetic is
 * then that of UTC.
 */
export type WallTime = number;

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Names of the IANA database, as the runtime knows them. */
export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

export const toWallTime = (at: number, zone: string): WallTime => at + offsetOf(at, zone);

/** The first instant at which clocks show `wall`; in the hour that daylight saving skips, as if it had not begun yet. */
export function fromWallTime(wall: WallTime, zone: string): number {
  const before = offsetOf(wall - DAY_MS, zone);
  const after = offsetOf(wall + DAY_MS, zone);
  const earlier = wall - Math.max(before, after);
  if (toWallTime(earlier, zone) === wall) return earlier;
  const later = wall - Math.min(before, after);
  return toWallTime(later, zone) === wall ? later : wall - before;
}

/** How far clocks of the zone are ahead of UTC, milliseconds. */
function offsetOf(at: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(at / 1000) * 1000;
}

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}
