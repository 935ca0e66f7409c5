import type { Bounds } from '../bounds.ts';
import { lowerBound } from '../sorted-map.ts';
import type { StoredEntry } from '../stored-entry.ts';
import { RecentReads } from './recent-reads.ts';

/** What readers make of the lists and keep beside them may be as much again. */
const CAPACITY_BYTES = 8 * 1024 * 1024;
/** More of one range than that is not kept. */
export const LARGEST_RANGE_BYTES = CAPACITY_BYTES / 4;
/** What an entry costs beside the bytes of its value. */
const ENTRY_BYTES = 300;

/** All that lies between the bounds, in the order of reading. */
export interface KnownRange extends Bounds {
  readonly entries: readonly StoredEntry[];
}

interface KeptRange extends KnownRange {
  /** The entries the other way round, if somebody asked. */
  reversed?: readonly StoredEntry[];
  readonly sizeBytes: number;
  /** When it was last of use, to tell which to forget. */
  usedAt: number;
}

/**
 * Ranges of the present that are read again and again, as a Query of a busy partition is, or as much of them as was
 * read: an iterator of LevelDB costs a thread's wake-up, and a Buffer for each entry. A write into a range drops it.
 */
export class RangeCache {
  /** Sorted, disjoint. */
  #ranges: KeptRange[] = [];
  #starts: string[] = [];
  #sizeBytes = 0;
  #uses = 0;
  /** By the beginnings of what was read: it is taken in when it is read again. */
  readonly #recent = new RecentReads(CAPACITY_BYTES);

  /** As much as is known of the bounds from the side where reading begins: the same frozen list for the same range. */
  get({ from, to }: Bounds, reverse: boolean): KnownRange | undefined {
    const range = this.#ranges[reverse ? lowerBound(this.#starts, to) - 1 : this.#indexOf(from)];
    if (!range || (reverse ? range.to < to : range.from > from || range.to <= from)) return undefined;
    range.usedAt = ++this.#uses;
    if (range.from < from || range.to > to) return cut(range, { from, to }, reverse);
    if (!reverse) return range;
    range.reversed ??= Object.freeze(range.entries.toReversed());
    return { from: range.from, to: range.to, entries: range.reversed };
  }

  /** Whether a range that begins like this is worth adding: it was read before. */
  isWanted({ from, to }: Bounds, reverse: boolean): boolean {
    return this.#recent.has(reverse ? to : from);
  }

  /** So much of a range was read that is not known. */
  onRead({ from, to }: Bounds, reverse: boolean, entries: number, bytes: number): void {
    this.#recent.add(reverse ? to : from, bytes + (entries + 1) * ENTRY_BYTES);
  }

  /** Its entries in the order of their keys. */
  add({ from, to, entries }: KnownRange): void {
    let sizeBytes = 0;
    for (const { length } of entries) sizeBytes += ENTRY_BYTES + length;
    let first = this.#indexOf(from);
    if (first < this.#ranges.length && this.#ranges[first]!.to <= from) first++;
    let last = first;
    while (last < this.#ranges.length && this.#ranges[last]!.from < to) last++;
    this.#replace(first, last, [{ from, to, entries: Object.freeze(entries), sizeBytes, usedAt: ++this.#uses }]);
    if (this.#sizeBytes > CAPACITY_BYTES) this.#forgetHalf();
  }

  onWrite(key: string): void {
    if (this.#ranges.length === 0) return;
    const index = this.#indexOf(key);
    const range = this.#ranges[index]!;
    if (key >= range.from && key < range.to) this.#replace(index, index + 1, []);
  }

  /** The range that `key` is in or after, or the first one. */
  #indexOf(key: string): number {
    const index = lowerBound(this.#starts, key);
    return this.#starts[index] === key ? index : Math.max(0, index - 1);
  }

  #replace(first: number, last: number, ranges: readonly KeptRange[]): void {
    const dropped = this.#ranges.splice(first, last - first, ...ranges);
    this.#starts.splice(first, last - first, ...ranges.map(({ from }) => from));
    this.#sizeBytes += totalBytes(ranges) - totalBytes(dropped);
  }

  #forgetHalf(): void {
    const uses = this.#ranges.map(({ usedAt }) => usedAt).sort((left, right) => left - right);
    const median = uses[uses.length >> 1]!;
    this.#ranges = this.#ranges.filter(({ usedAt }) => usedAt > median);
    this.#starts = this.#ranges.map(({ from }) => from);
    this.#sizeBytes = totalBytes(this.#ranges);
  }
}

const totalBytes = (ranges: readonly KeptRange[]): number => ranges.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);

function cut({ from, to, entries }: KnownRange, bounds: Bounds, reverse: boolean): KnownRange {
  const within = entries.slice(indexIn(entries, bounds.from), indexIn(entries, bounds.to));
  return {
    from: from < bounds.from ? bounds.from : from,
    to: to > bounds.to ? bounds.to : to,
    entries: reverse ? within.toReversed() : within,
  };
}

/** The first whose key is not below `key`. */
function indexIn(entries: readonly StoredEntry[], key: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (entries[middle]!.packed < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
