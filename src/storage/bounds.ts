import { afterPrefix, pack } from '../lib/tuple.ts';
import type { Range } from './storage.ts';

/** Packed keys from `from` on, up to but not including `to`. */
export interface Bounds {
  readonly from: string;
  readonly to: string;
}

export const EVERYTHING: Bounds = { from: '', to: afterPrefix('') };

/**
 * A bound stands for every key that begins with it: `lte: [queue, now]` includes `[queue, now, message]`,
 * and `gt: [queue, now]` does not.
 */
export function toBounds(range: Range): Bounds {
  const prefix = pack(range.prefix);
  let from = prefix;
  let to = afterPrefix(prefix);
  if (range.gte) from = later(from, pack(range.gte));
  if (range.gt) from = later(from, afterPrefix(pack(range.gt)));
  if (range.lt) to = earlier(to, pack(range.lt));
  if (range.lte) to = earlier(to, afterPrefix(pack(range.lte)));
  return { from, to: later(from, to) };
}

const later = (left: string, right: string): string => (left < right ? right : left);
const earlier = (left: string, right: string): string => (left < right ? left : right);
