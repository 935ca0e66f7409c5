import { refill, untouched, type Bucket, type Rate } from './bucket.ts';

/** Something that runs out: a table's reads, an index's writes, a partition's reads. */
export interface Limit extends Rate {
  readonly name: string;
  readonly createdAt: number;
}

/** How many buckets there are before those that nobody has touched for long are forgotten. */
const SWEEP_SIZE = 10_000;

/**
 * What is left of each limit, in memory: a bucket that is left alone long enough is full, so that forgetting one, or all
 * at a restart, gives away no more than a burst.
 */
export class Buckets {
  readonly #buckets = new Map<string, Bucket>();
  /** Units that requests under way are about to take. */
  readonly #held = new Map<string, number>();

  left(limit: Limit, now: number): number {
    return this.#current(limit, now).units - (this.#held.get(limit.name) ?? 0);
  }

  hold({ name }: Limit): void {
    this.#held.set(name, (this.#held.get(name) ?? 0) + 1);
  }

  release({ name }: Limit): void {
    const held = (this.#held.get(name) ?? 0) - 1;
    if (held > 0) this.#held.set(name, held);
    else this.#held.delete(name);
  }

  /** May go below zero: what a request costs is known when it is done. */
  take(limit: Limit, units: number, now: number): void {
    const bucket = this.#current(limit, now);
    this.#buckets.set(limit.name, { units: bucket.units - units, at: bucket.at });
    if (this.#buckets.size > SWEEP_SIZE) this.#sweep(now);
  }

  #current(limit: Limit, now: number): Bucket {
    const known = this.#buckets.get(limit.name);
    return known ? refill(known, limit, now) : untouched(limit, limit.createdAt, now);
  }

  #sweep(now: number): void {
    for (const [name, { units, at }] of this.#buckets) {
      if (units >= 0 && now - at > LONGEST_BURST_MS) this.#buckets.delete(name);
    }
  }
}

const LONGEST_BURST_MS = 300_000;
