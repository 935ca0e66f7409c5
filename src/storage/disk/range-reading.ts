import type { Bounds } from '../bounds.ts';
import type { StoredEntry } from '../stored-entry.ts';
import type { SizeHint } from '../view.ts';
import { LARGEST_RANGE_BYTES, type KnownRange } from './range-cache.ts';

/** What one scan reads of a range, page by page, for those who will read it again. */
export class RangeReading {
  readonly #bounds: Bounds;
  readonly #reverse: boolean;
  readonly #wanted: SizeHint;
  readonly #entries: StoredEntry[] = [];
  #bytes = 0;
  #isOver = false;

  constructor(bounds: Bounds, reverse: boolean, wanted: SizeHint) {
    this.#bounds = bounds;
    this.#reverse = reverse;
    this.#wanted = wanted;
  }

  /** False when it has become too much to keep. */
  add(page: readonly StoredEntry[]): boolean {
    this.#isOver = page.length === 0;
    for (const entry of page) {
      this.#entries.push(entry);
      this.#bytes += entry.length;
    }
    return this.#bytes <= LARGEST_RANGE_BYTES;
  }

  /** As far as the reader wanted it: who wants the same again gets just that list. Undefined where nothing was found. */
  toRange(): KnownRange | undefined {
    const entries = this.#entries.slice(0, countOf(this.#entries, this.#wanted));
    const last = entries.at(-1);
    if (!last) return undefined;
    const isWhole = this.#isOver && entries.length === this.#entries.length;
    const { from, to } = this.#bounds;
    if (this.#reverse) return { from: isWhole ? from : last.packed, to, entries: entries.toReversed() };
    return { from, to: isWhole ? to : `${last.packed}\0`, entries };
  }
}

/** How many of the entries are as many as wanted, or as many bytes. */
export function countOf(entries: readonly StoredEntry[], wanted: SizeHint): number {
  let { bytes } = wanted;
  let count = 0;
  for (; count < entries.length && count < wanted.entries && bytes > 0; count++) bytes -= entries[count]!.length;
  return count;
}

/** What is still wanted behind the entries. */
export function lessened(wanted: SizeHint, entries: readonly StoredEntry[]): SizeHint {
  let { bytes } = wanted;
  for (const { length } of entries) bytes -= length;
  return { ...wanted, entries: Math.max(1, wanted.entries - entries.length), bytes: Math.max(1, bytes) };
}
