export type CapacityKind = 'read' | 'write';

const MINUTE_MS = 60_000;
/** Scaling in looks at the last fifteen whole minutes; a few more let it come late. */
const KEPT_MINUTES = 20;

interface Minute {
  /** Minutes since the epoch. */
  number: number;
  read: number;
  write: number;
}

/** The units that one resource consumed, by minute. Adding costs a few nanoseconds: it happens in every request. */
export class CapacityMeter {
  readonly #minutes: Minute[] = Array.from({ length: KEPT_MINUTES }, () => ({ number: -1, read: 0, write: 0 }));
  readonly #since: number;

  /** `since` is the instant from which on nothing is missed. */
  constructor(since: number) {
    this.#since = since;
  }

  add(kind: CapacityKind, units: number, now: number): void {
    const number = Math.floor(now / MINUTE_MS);
    const minute = this.#minutes[number % KEPT_MINUTES]!;
    if (minute.number !== number) {
      minute.number = number;
      minute.read = 0;
      minute.write = 0;
    }
    minute[kind] += units;
  }

  /** The units of the minute that begins at `startsAt`; undefined where that is not known (any more). */
  unitsOf(kind: CapacityKind, startsAt: number, now: number): number | undefined {
    if (startsAt < this.#since || startsAt < now - KEPT_MINUTES * MINUTE_MS) return undefined;
    const number = Math.floor(startsAt / MINUTE_MS);
    const minute = this.#minutes[number % KEPT_MINUTES]!;
    return minute.number === number ? minute[kind] : 0;
  }
}

/**
 * The capacity that resources consume, by ARN: whoever has resources with provisioned capacity writes it, whoever scales
 * or shows metrics reads it. It lives in memory, and knows what it does not know: after a restart, the minutes before.
 * See docs/adr/0005.
 */
export class ConsumedCapacity {
  readonly #meters = new Map<string, CapacityMeter>();
  readonly #since: number;

  constructor(since: number) {
    this.#since = since;
  }

  /** To be kept by those who add often. */
  meter(arn: string): CapacityMeter {
    let meter = this.#meters.get(arn);
    if (!meter) this.#meters.set(arn, (meter = new CapacityMeter(this.#since)));
    return meter;
  }

  /** The units of whole minutes before `now`, newest first; ends at the first that is not known. */
  lastMinutes(arn: string, kind: CapacityKind, now: number, count: number): readonly number[] {
    const meter = this.#meters.get(arn) ?? new CapacityMeter(this.#since);
    const current = Math.floor(now / MINUTE_MS) * MINUTE_MS;
    const units: number[] = [];
    for (let back = 1; back <= count; back++) {
      const minute = meter.unitsOf(kind, current - back * MINUTE_MS, now);
      if (minute === undefined) break;
      units.push(minute);
    }
    return units;
  }
}
