import { attribute, type Item } from '../values/value.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ttl-before-you-start.html: older is not touched. */
const OLDEST_EXPIRY_SECONDS = 5 * 365 * 24 * 60 * 60;

/** Between two looks at what has expired; AWS promises days and takes minutes. */
const SWEEP_INTERVAL_SECONDS = 60;

/** When an item expires, in epoch seconds; undefined where the attribute is missing, no number, or no such instant. */
export function expirySecond(item: Item, attributeName: string): number | undefined {
  const value = attribute(item, attributeName);
  if (!value || !('N' in value)) return undefined;
  const second = Math.floor(Number(value.N));
  return Number.isSafeInteger(second) && second >= 0 ? second : undefined;
}

/** What is due at `now` (epoch milliseconds): seconds, both included. */
export function expiredSeconds(now: number): { readonly from: number; readonly to: number } {
  const to = Math.floor(now / 1000);
  return { from: to - OLDEST_EXPIRY_SECONDS, to };
}

/** When an item of that second will be removed, epoch milliseconds; undefined if never. */
export function sweepInstant(second: number, now: number): number | undefined {
  const { from, to } = expiredSeconds(now);
  if (second < from) return undefined;
  const interval = Math.floor(Math.max(second, to) / SWEEP_INTERVAL_SECONDS) + 1;
  return interval * SWEEP_INTERVAL_SECONDS * 1000;
}
