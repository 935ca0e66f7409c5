import type { Bounds } from '../bounds.ts';
import { lowerBound } from '../sorted-map.ts';
import type { StoredEntry } from '../view.ts';

const CAPACITY_BYTES = 8 * 1024 * 1024;
/** What an entry costs beside the bytes of its value. */
const ENTRY_BYTES = 300;
/** Beginnings of ranges that were read once, and are taken in when they are read again. */
const REMEMBERED_BEGINNINGS = 4096;

interface KnownRange extends Bounds {
  readonly entries: readonly StoredEntry[];
  readonly sizeBytes: number;
  /** When it was last of use, to tell which to forget. */
  usedAt: number;
}

/**
 * Whole ranges of the present that are read again and again, as a Query of a busy partition is: an iterator of LevelDB
 * costs a thread's wake-up, and a Buffer for each entry. A write into a range drops it.
 */
export class RangeCache {
  /** Sorted, disjoint. */
  #ranges: KnownRange[] = [];
  #starts: string[] = [];
  #sizeBytes = 0;
  #uses = 0;
  readonly #beginnings = new Set<string>();

  get({ from, to }: Bounds): readonly StoredEntry[] | undefined {
    const range = this.#ranges[this.#indexOf(from)];
    if (range?.from !== from || range.to !== to) return undefined;
    range.usedAt = ++this.#uses;
    return range.entries;
  }

  /** All entries between the bounds, in order. */
  add({ from, to }: Bounds, entries: readonly StoredEntry[]): void {
    if (!this.#beginnings.has(from)) {
      if (this.#beginnings.size >= REMEMBERED_BEGINNINGS) this.#beginnings.clear();
      this.#beginnings.add(from);
      return;
    }
    let sizeBytes = 0;
    for (const [, value] of entries) sizeBytes += ENTRY_BYTES + value.byteLength;
    let first = this.#indexOf(from);
    if (first < this.#ranges.length && this.#ranges[first]!.to <= from) first++;
    let last = first;
    while (last < this.#ranges.length && this.#ranges[last]!.from < to) last++;
    this.#replace(first, last, [{ from, to, entries, sizeBytes, usedAt: ++this.#uses }]);
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

  #replace(first: number, last: number, ranges: readonly KnownRange[]): void {
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

const totalBytes = (ranges: readonly KnownRange[]): number => ranges.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
