import { EVERYTHING } from '../bounds.ts';
import type { Bounds } from '../bounds.ts';
import { Cursor } from '../cursor.ts';
import { SortedMap } from '../sorted-map.ts';
import type { StorageError } from '../storage-error.ts';
import { toBytes } from '../view.ts';
import type { Layer, LayerCursor, Value } from '../view.ts';

/** What a commit wrote under a key, and before it an earlier one, for those who still look at that. */
interface Written {
  value: Value;
  version: number;
  older: Written | undefined;
}

export type Writes = readonly (readonly [key: string, value: Uint8Array | null])[];

/** Writes that become durable together. Each commit is a version of it, and readers keep to the version they saw first. */
export class Group {
  readonly durable: Promise<void>;
  readonly #newest = new Map<string, Written>();
  /** Sorted for scans, up to the last one: most groups see none. */
  readonly #sorted = new SortedMap<true>();
  #unsorted: string[] = [];
  #version = 0;
  #scans = 0;
  #isDurable = false;
  #resolve: () => void = () => {};
  #reject: (error: StorageError) => void = () => {};

  constructor() {
    this.durable = new Promise<void>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Those who wait for it hear of the failure; that nobody waits is no failure of its own.
    this.durable.catch(() => undefined);
  }

  get size(): number {
    return this.#newest.size;
  }

  /** How many scans had to take in something of it. */
  get scans(): number {
    return this.#scans;
  }

  /** The newest value under `key`. */
  get(key: string): Value | undefined {
    return this.#newest.get(key)?.value;
  }

  /** Where somebody reads it meanwhile, as a new version. */
  apply(writes: Iterable<readonly [key: string, value: Value]>, isRead: boolean): void {
    if (isRead) this.#version++;
    for (const [key, value] of writes) this.#put(key, value, isRead);
  }

  /** As it is now, whatever is applied afterwards. */
  view(): Layer {
    const version = this.#version;
    return {
      durable: this.#isDurable ? undefined : this.durable,
      get: (key) => this.#at(key, version),
      open: (bounds, reverse) => this.#open(bounds, reverse, version),
    };
  }

  /** The first key from `from` on that is not deleted. */
  firstFrom(from: string): string | undefined {
    const cursor = new Cursor(this.#sort(), { from, to: EVERYTHING.to });
    while (cursor.key !== undefined && this.get(cursor.key) === null) cursor.next();
    return cursor.key;
  }

  hasWithin(bounds: Bounds): boolean {
    return new Cursor(this.#sort(), bounds).key !== undefined;
  }

  /** Takes in what a later group wrote, so that both are one. */
  absorb(later: Group, isRead: boolean): void {
    if (isRead) this.#version++;
    for (const [key, { value }] of later.#newest) this.#put(key, value, isRead);
  }

  /** For the disk. */
  writes(): Writes {
    return Array.from(this.#newest, ([key, { value }]) => [key, toBytes(value) ?? null]);
  }

  resolve(): void {
    this.#isDurable = true;
    this.#resolve();
  }

  reject(error: StorageError): void {
    this.#reject(error);
  }

  #put(key: string, value: Value, isRead: boolean): void {
    const older = this.#newest.get(key);
    if (!older) this.#unsorted.push(key);
    if (!older || isRead) {
      this.#newest.set(key, { value, version: this.#version, older });
      return;
    }
    // Nobody looks at what was there.
    older.value = value;
    older.version = this.#version;
    older.older = undefined;
  }

  #at(key: string, version: number): Value | undefined {
    let written = this.#newest.get(key);
    while (written && written.version > version) written = written.older;
    return written?.value;
  }

  #open(bounds: Bounds, reverse: boolean, version: number): LayerCursor {
    const cursor = new VersionCursor(new Cursor(this.#sort().fork(), bounds, reverse), (key) => this.#at(key, version));
    if (cursor.key !== undefined) this.#scans++;
    return cursor;
  }

  #sort(): SortedMap<true> {
    for (const key of this.#unsorted) this.#sorted.set(key, true);
    this.#unsorted = [];
    return this.#sorted;
  }
}

/** Skips what did not exist yet. */
class VersionCursor implements LayerCursor {
  value: Value = null;
  readonly #keys: Cursor<true>;
  readonly #valueOf: (key: string) => Value | undefined;

  constructor(keys: Cursor<true>, valueOf: (key: string) => Value | undefined) {
    this.#keys = keys;
    this.#valueOf = valueOf;
    this.#settle();
  }

  get key(): string | undefined {
    return this.#keys.key;
  }

  next(): void {
    this.#keys.next();
    this.#settle();
  }

  #settle(): void {
    for (let { key } = this.#keys; key !== undefined; key = this.#keys.key) {
      const value = this.#valueOf(key);
      if (value !== undefined) {
        this.value = value;
        return;
      }
      this.#keys.next();
    }
  }
}
