import { chain } from './maybe-promise.ts';
import type { MaybePromise } from './storage.ts';
import { toBytes } from './view.ts';
import type { LayerCursor, Pages, StoredEntry, Value } from './view.ts';

const NO_PAGE: readonly StoredEntry[] = [];

/** Merges sorted layers (newest first: it wins) and the base below them into one sorted run of live entries. */
export class MergedScan {
  /** The newest layer that had a word in the result; as many as there are while none had. */
  newestSeen: number;
  /** Whether the end was met. */
  isOver = false;
  readonly #cursors: readonly LayerCursor[];
  readonly #pages: Pages | undefined;
  readonly #reverse: boolean;
  #page = NO_PAGE;
  #at = 0;
  #isBaseOver: boolean;

  constructor(cursors: readonly LayerCursor[], pages: Pages | undefined, reverse: boolean) {
    this.newestSeen = cursors.length;
    this.#cursors = cursors;
    this.#pages = pages;
    this.#reverse = reverse;
    this.#isBaseOver = pages === undefined;
  }

  /** The next `count` entries, or as many as make so many bytes; fewer only at the end. */
  take(count: number, maxBytes: number, taken: StoredEntry[] = []): MaybePromise<StoredEntry[]> {
    let bytesLeft = maxBytes;
    while (taken.length < count && bytesLeft > 0) {
      if (this.#at === this.#page.length && !this.#isBaseOver) {
        return chain(this.#pages!.next(), (page) => {
          this.#turn(page);
          return this.take(count, bytesLeft, taken);
        });
      }
      const key = this.#nextKey();
      this.isOver = key === undefined;
      if (key === undefined) break;
      const value = toBytes(this.#pass(key));
      if (!value) continue;
      taken.push([key, value]);
      bytesLeft -= value.byteLength;
    }
    return taken;
  }

  close(): void {
    this.#pages?.close();
  }

  #turn(page: readonly StoredEntry[]): void {
    this.#page = page;
    this.#at = 0;
    this.#isBaseOver = page.length === 0;
  }

  #nextKey(): string | undefined {
    let next = this.#page[this.#at]?.[0];
    for (const { key } of this.#cursors) {
      if (key !== undefined && (next === undefined || (this.#reverse ? key > next : key < next))) next = key;
    }
    return next;
  }

  /** Moves everything past `key` and returns what the newest has there. */
  #pass(key: string): Value | undefined {
    let value: Value | undefined;
    const entry = this.#page[this.#at];
    if (entry?.[0] === key) {
      value = entry[1];
      this.#at++;
    }
    for (let index = this.#cursors.length - 1; index >= 0; index--) {
      const cursor = this.#cursors[index]!;
      if (cursor.key !== key) continue;
      value = cursor.value;
      this.newestSeen = Math.min(this.newestSeen, index);
      cursor.next();
    }
    return value;
  }
}
