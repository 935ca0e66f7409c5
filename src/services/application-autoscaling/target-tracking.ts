import {
  DEFAULT_COOLDOWN_SECONDS,
  HIGH_ALARM_MINUTES,
  LOW_ALARM_DISTANCE_PERCENT,
  LOW_ALARM_MINUTES,
} from './limits.ts';

/** What is known of a resource at the end of a minute. Capacities are units per second. */
export interface Observation {
  readonly now: number;
  readonly capacity: number;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  /** Units consumed in each whole minute, newest first, as far back as it is known. */
  readonly minutes: readonly number[];
  readonly scaledOutAt: number | undefined;
  readonly scaledInAt: number | undefined;
}

export interface Tracking {
  readonly targetPercent: number;
  readonly scaleOutCooldownSeconds?: number | undefined;
  readonly scaleInCooldownSeconds?: number | undefined;
  readonly isScaleInDisabled?: boolean | undefined;
}

export interface Decision {
  readonly capacity: number;
  readonly direction: 'out' | 'in';
}

const MINUTE_SECONDS = 60;

/**
 * What target tracking makes of it; undefined for no change.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
 */
export function decide(observed: Observation, tracking: Tracking): Decision | undefined {
  return scaleOut(observed, tracking) ?? scaleIn(observed, tracking);
}

/** Two minutes in a row above the target; the new capacity brings what was consumed last back to the target. */
function scaleOut(observed: Observation, tracking: Tracking): Decision | undefined {
  const { capacity, maxCapacity, minutes } = observed;
  const threshold = unitsPerMinute(capacity, tracking.targetPercent);
  if (!isAlarm(minutes, HIGH_ALARM_MINUTES, (units) => units > threshold)) return undefined;
  if (isCooling(observed.scaledOutAt, tracking.scaleOutCooldownSeconds, observed.now)) return undefined;
  const wanted = Math.min(maxCapacity, capacityFor(minutes[0]!, tracking.targetPercent));
  return wanted > capacity ? { capacity: wanted, direction: 'out' } : undefined;
}

/** Fifteen minutes well below the target; the new capacity still fits the busiest of them. */
function scaleIn(observed: Observation, tracking: Tracking): Decision | undefined {
  if (tracking.isScaleInDisabled) return undefined;
  const { capacity, minCapacity, minutes } = observed;
  const threshold = unitsPerMinute(capacity, lowPercent(tracking.targetPercent));
  if (!isAlarm(minutes, LOW_ALARM_MINUTES, (units) => units < threshold)) return undefined;
  // A scale-out cooldown holds up scaling in as well: what was added has to show its effect first.
  if (isCooling(observed.scaledOutAt, tracking.scaleOutCooldownSeconds, observed.now)) return undefined;
  if (isCooling(observed.scaledInAt, tracking.scaleInCooldownSeconds, observed.now)) return undefined;
  const busiest = Math.max(...minutes.slice(0, LOW_ALARM_MINUTES));
  const wanted = Math.max(minCapacity, capacityFor(busiest, tracking.targetPercent));
  return wanted < capacity ? { capacity: wanted, direction: 'in' } : undefined;
}

const isAlarm = (minutes: readonly number[], count: number, isBreached: (units: number) => boolean): boolean =>
  minutes.length >= count && minutes.slice(0, count).every(isBreached);

const unitsPerMinute = (capacity: number, percent: number): number => (capacity * MINUTE_SECONDS * percent) / 100;

/** For 70 % it is 50 %; for small targets half of them, so that there is something below it. */
const lowPercent = (targetPercent: number): number =>
  Math.max(targetPercent - LOW_ALARM_DISTANCE_PERCENT, targetPercent / 2);

const capacityFor = (unitsOfMinute: number, percent: number): number =>
  Math.ceil((unitsOfMinute * 100) / (MINUTE_SECONDS * percent));

const isCooling = (since: number | undefined, seconds = DEFAULT_COOLDOWN_SECONDS, now: number): boolean =>
  since !== undefined && now < since + seconds * 1000;
