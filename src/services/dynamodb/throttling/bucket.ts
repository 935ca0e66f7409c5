/** How fast capacity comes, and how much of it is kept while it is not used. */
export interface Rate {
  /** Of capacity. */
  readonly unitsPerSecond: number;
  readonly burstSeconds: number;
}

/** Capacity units that were left at an instant, epoch milliseconds. Less than zero is a debt. */
export interface Bucket {
  readonly units: number;
  readonly at: number;
}

/** What is there now: unused capacity is kept for `burstSeconds`, a debt is paid back from what comes. */
export function refill({ units, at }: Bucket, { unitsPerSecond, burstSeconds }: Rate, now: number): Bucket {
  const come = (Math.max(0, now - at) / 1000) * unitsPerSecond;
  return { units: Math.min(unitsPerSecond * burstSeconds, units + come), at: Math.max(at, now) };
}

/** Of a resource that nobody has used since `createdAt`: its first second is there at once. */
export const untouched = (rate: Rate, createdAt: number, now: number): Bucket =>
  refill({ units: rate.unitsPerSecond, at: createdAt }, rate, now);
