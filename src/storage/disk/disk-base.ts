import type { Bounds } from '../bounds.ts';
import { chain } from '../maybe-promise.ts';
import type { StoredEntry } from '../stored-entry.ts';
import type { Base, Pages, SizeHint } from '../view.ts';
import type { Epoch, Epochs } from './epochs.ts';
import type { Group, Writes } from './group.ts';
import { KnownGaps } from './known-gaps.ts';
import { KnownKeys } from './known-keys.ts';
import type { Level } from './level.ts';
import { RangeCache, type KnownRange } from './range-cache.ts';
import { lessened, RangeReading } from './range-reading.ts';
import { ReadCache } from './read-cache.ts';

const NO_PAGES: Pages = { next: () => [], close: () => {} };

/** A scan under way: what is written meanwhile bounds what it may say about the present. */
interface Explorer extends Bounds {
  /** The first key written at or after `from` since the scan began. */
  writtenAt: string | undefined;
  /** Whether anything was written or deleted between the bounds. */
  isTouched: boolean;
}

/** LevelDB as views see it, each in its epoch, with the gaps between the keys and what is read often remembered. */
export class DiskBase {
  readonly #level: Level;
  readonly #epochs: Epochs;
  readonly #gaps = new KnownGaps();
  readonly #keys: KnownKeys;
  readonly #cache = new ReadCache();
  readonly #ranges = new RangeCache();
  readonly #explorers = new Set<Explorer>();
  /** On its way: a scan that starts now may or may not see it. */
  #writing: Group | undefined;

  constructor(level: Level, epochs: Epochs) {
    this.#level = level;
    this.#epochs = epochs;
    this.#keys = new KnownKeys(level);
  }

  at(epoch: Epoch): Base {
    return {
      get: (key) => (epoch.snapshot ? this.#level.get(key, epoch.snapshot) : this.get(key)),
      open: (bounds, reverse, hint) => this.#open(epoch, bounds, reverse, hint),
    };
  }

  /** The value of the present, for keys that no layer above covers. */
  get(key: string): Uint8Array | undefined {
    const known = this.#cache.get(key);
    if (known) return known;
    if (!this.#keys.mayHold(key)) return undefined;
    const value = this.#level.get(key);
    if (value) this.#cache.add(key, value);
    else this.#keys.onAbsent(key);
    return value;
  }

  /** To be called before a group commit, with its writes. */
  beforeWrite(group: Group, writes: Writes): void {
    this.#writing = group;
    this.#keys.beforeWrite(writes);
    for (const [key, value] of writes) {
      // Ahead of the base, which nobody notices: until it has the value, the layers above answer for its key.
      this.#cache.onWrite(key, value);
      this.#ranges.onWrite(key);
      if (value) this.#gaps.cut(key);
      for (const explorer of this.#explorers) notice(explorer, key, value !== null);
    }
  }

  afterWrite(): void {
    this.#writing = undefined;
    this.#keys.afterWrite();
  }

  #open(epoch: Epoch, bounds: Bounds, reverse: boolean, hint: SizeHint): Pages {
    const from = this.#gaps.skip(bounds.from, epoch.number);
    if (from >= bounds.to) return NO_PAGES;
    // The past of a snapshot says nothing about the present.
    if (epoch.snapshot) return this.#level.open({ from, to: bounds.to }, reverse, hint, epoch);
    const known = this.#ranges.get(bounds, reverse);
    if (known) return this.#follow(known, epoch, bounds, reverse, hint);
    const pages = this.#level.open({ from, to: bounds.to }, reverse, hint, epoch);
    return this.#explore(bounds, pages, reverse, hint, (found, writtenAt) => {
      // The end of a range says little about its head.
      if (reverse) return;
      const end = writtenAt !== undefined && writtenAt < found ? writtenAt : found;
      this.#gaps.learn(from, end, epoch.number, this.#epochs.oldest);
    });
  }

  /** What is known first, and what lies behind it if the reader goes on. */
  #follow(known: KnownRange, epoch: Epoch, bounds: Bounds, reverse: boolean, hint: SizeHint): Pages {
    const rest = reverse ? { from: bounds.from, to: known.from } : { from: known.to, to: bounds.to };
    let head = known.entries;
    let behind: Pages | undefined;
    return {
      next: () => {
        const page = head;
        head = [];
        if (page.length > 0) return page;
        behind ??= this.#open(epoch, rest, reverse, lessened(hint, known.entries));
        return behind.next();
      },
      close: () => behind?.close(),
    };
  }

  /** Learns from where the first entry is found, and keeps what is read again. */
  #explore(
    bounds: Bounds,
    pages: Pages,
    reverse: boolean,
    hint: SizeHint,
    onFirst: (found: string, writtenAt: string | undefined) => void,
  ): Pages {
    const explorer: Explorer = {
      ...bounds,
      writtenAt: this.#writing?.firstFrom(bounds.from),
      isTouched: this.#writing?.hasWithin(bounds) ?? false,
    };
    this.#explorers.add(explorer);
    const isKept = !explorer.isTouched && this.#ranges.isWanted(bounds, reverse);
    let reading = isKept ? new RangeReading(bounds, reverse, hint) : undefined;
    let isFirst = true;
    const read = { entries: 0, bytes: 0 };
    return {
      next: () =>
        chain(pages.next(), (page: readonly StoredEntry[]) => {
          if (isFirst) onFirst(page[0]?.packed ?? bounds.to, explorer.writtenAt);
          isFirst = false;
          read.entries += page.length;
          for (const { length } of page) read.bytes += length;
          if (!reading?.add(page)) reading = undefined;
          if (!reading) this.#explorers.delete(explorer);
          return page;
        }),
      close: () => {
        this.#explorers.delete(explorer);
        pages.close();
        this.#ranges.onRead(bounds, reverse, read.entries, read.bytes);
        const range = explorer.isTouched ? undefined : reading?.toRange();
        if (range) this.#ranges.add(range);
      },
    };
  }
}

function notice(explorer: Explorer, key: string, isThere: boolean): void {
  if (key < explorer.from) return;
  if (key < explorer.to) explorer.isTouched = true;
  if (isThere && (explorer.writtenAt === undefined || key < explorer.writtenAt)) explorer.writtenAt = key;
}
