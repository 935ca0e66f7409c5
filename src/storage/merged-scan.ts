import { chain } from './maybe-promise.ts';
import type { MaybePromise } from './storage.ts';
import { StoredEntry } from './stored-entry.ts';
import { toBytes } from './view.ts';
import type { LayerCursor, Pages } from './view.ts';

const NONE: readonly StoredEntry[] = [];

/** Merges sorted layers (newest first: it wins) and the base below them into one sorted run of live entries. */
export class MergedScan {
  /** The newest layer that had a word in the result; as many as there are while none had. */
  newestSeen: number;
  /** Whether the end was met. */
  isOver = false;
  readonly #cursors: readonly LayerCursor[];
  readonly #pages: Pages | undefined;
  readonly #reverse: boolean;
  #page = NONE;
  #at = 0;
  #isBaseOver: boolean;

  constructor(cursors: readonly LayerCursor[], pages: Pages | undefined, reverse: boolean) {
    this.newestSeen = cursors.length;
    this.#cursors = cursors;
    this.#pages = pages;
    this.#reverse = reverse;
    this.#isBaseOver = pages === undefined;
  }

  /** The next `count` entries, or as many as make so many bytes; fewer only at the end. Behind those already `taken`. */
  take(count: number, maxBytes: number, taken: readonly StoredEntry[] = NONE): MaybePromise<readonly StoredEntry[]> {
    if (count <= 0 || maxBytes <= 0) return taken;
    if (this.#at < this.#page.length) return this.#merge(count, maxBytes, taken);
    if (this.#isBaseOver) {
      this.isOver = this.#isAlone();
      return this.isOver ? taken : this.#merge(count, maxBytes, taken);
    }
    return chain(this.#pages!.next(), (page) => {
      this.#turn(page);
      if (taken.length > 0 || page.length > count || !this.#isAlone()) return this.take(count, maxBytes, taken);
      const bytesLeft = maxBytes - bytesOf(page);
      const isWanted = bytesLeft > 0 || bytesLeft + page.at(-1)!.length > 0;
      if (!isWanted) return this.take(count, maxBytes, taken);
      // Given as it is, so that whoever knows the page from before finds what was made of it.
      this.#at = page.length;
      return this.take(count - page.length, bytesLeft, page);
    });
  }

  close(): void {
    this.#pages?.close();
  }

  #merge(count: number, maxBytes: number, before: readonly StoredEntry[]): MaybePromise<readonly StoredEntry[]> {
    const taken = [...before];
    let bytesLeft = maxBytes;
    while (taken.length - before.length < count && bytesLeft > 0) {
      if (this.#at === this.#page.length && !this.#isBaseOver) {
        return this.take(count - (taken.length - before.length), bytesLeft, taken);
      }
      const key = this.#nextKey();
      this.isOver = key === undefined;
      if (key === undefined) break;
      const entry = this.#pass(key);
      if (!entry) continue;
      taken.push(entry);
      bytesLeft -= entry.length;
    }
    return taken;
  }

  /** Whether no layer has a word in what is left. */
  #isAlone(): boolean {
    return this.#cursors.every(({ key }) => key === undefined);
  }

  #turn(page: readonly StoredEntry[]): void {
    this.#page = page;
    this.#at = 0;
    this.#isBaseOver = page.length === 0;
  }

  #nextKey(): string | undefined {
    let next = this.#page[this.#at]?.packed;
    for (const { key } of this.#cursors) {
      if (key !== undefined && (next === undefined || (this.#reverse ? key > next : key < next))) next = key;
    }
    return next;
  }

  /** Moves everything past `key` and returns what the newest has there; undefined where it was deleted. */
  #pass(key: string): StoredEntry | undefined {
    let entry = this.#page[this.#at];
    if (entry?.packed === key) this.#at++;
    else entry = undefined;
    for (let index = this.#cursors.length - 1; index >= 0; index--) {
      const cursor = this.#cursors[index]!;
      if (cursor.key !== key) continue;
      const value = toBytes(cursor.value);
      entry = value && new StoredEntry(key, value);
      this.newestSeen = Math.min(this.newestSeen, index);
      cursor.next();
    }
    return entry;
  }
}

function bytesOf(entries: readonly StoredEntry[]): number {
  let bytes = 0;
  for (const { length } of entries) bytes += length;
  return bytes;
}
