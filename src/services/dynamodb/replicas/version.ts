import { toBuffer } from '../../../lib/to-buffer.ts';
import { pack, unpack } from '../../../lib/tuple.ts';

/**
 * When and where an item was last written, deletions included: of two writes the later one wins everywhere. The time is
 * the first word; a second write in the same millisecond, or after one from a clock ahead, raises the count. Two regions
 * that write at the same time are told apart by their names, so that all replicas choose the same one.
 */
export interface Version {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly count: number;
  readonly region: string;
}

/** Of items that were written before their table was global: whatever is written later wins. */
export const UNVERSIONED: Version = { at: 0, count: 0, region: '' };

export function isLater(one: Version, other: Version): boolean {
  if (one.at !== other.at) return one.at > other.at;
  if (one.count !== other.count) return one.count > other.count;
  return one.region > other.region;
}

/** Later than what it is written over, whatever the clock says. */
export function nextVersion(last: Version | undefined, now: number, region: string): Version {
  if (!last || last.at < now) return { at: now, count: 0, region };
  return { at: last.at, count: last.count + 1, region };
}

export const encodeVersion = ({ at, count, region }: Version): Uint8Array =>
  Buffer.from(pack([at, count, region]), 'latin1');

export function decodeVersion(bytes: Uint8Array): Version {
  const packed = toBuffer(bytes).toString('latin1');
  const [at, count, region] = unpack(packed) as [number, number, string];
  return { at, count, region };
}
