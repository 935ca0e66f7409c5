import type { Bounds } from '../bounds.ts';
import { chain } from '../maybe-promise.ts';
import type { Base, Pages, SizeHint, StoredEntry } from '../view.ts';
import type { Epoch, Epochs } from './epochs.ts';
import type { Group, Writes } from './group.ts';
import { KnownGaps } from './known-gaps.ts';
import type { Level } from './level.ts';
import { RangeCache } from './range-cache.ts';
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
  readonly #cache = new ReadCache();
  readonly #ranges = new RangeCache();
  readonly #explorers = new Set<Explorer>();
  /** On its way: a scan that starts now may or may not see it. */
  #writing: Group | undefined;

  constructor(level: Level, epochs: Epochs) {
    this.#level = level;
    this.#epochs = epochs;
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
    const value = this.#level.get(key);
    if (value) this.#cache.add(key, value);
    return value;
  }

  /** To be called before a group commit, with its writes. */
  beforeWrite(group: Group, writes: Writes): void {
    this.#writing = group;
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
  }

  #open(epoch: Epoch, bounds: Bounds, reverse: boolean, hint: SizeHint): Pages {
    const from = this.#gaps.skip(bounds.from, epoch.number);
    if (from >= bounds.to) return NO_PAGES;
    // The past of a snapshot says nothing about the present.
    if (epoch.snapshot) return this.#level.open({ from, to: bounds.to }, reverse, hint, epoch.snapshot);
    const known = this.#ranges.get(bounds);
    if (known) return onePage(reverse ? known.toReversed() : known);
    const pages = this.#level.open({ from, to: bounds.to }, reverse, hint);
    return this.#explore(bounds, pages, reverse, (found, writtenAt) => {
      // The end of a range says little about its head.
      if (reverse) return;
      const end = writtenAt !== undefined && writtenAt < found ? writtenAt : found;
      this.#gaps.learn(from, end, epoch.number, this.#epochs.oldest);
    });
  }

  /** Learns from where the first entry is found, and from a range that was read whole in one page. */
  #explore(
    bounds: Bounds,
    pages: Pages,
    reverse: boolean,
    onFirst: (found: string, writtenAt: string | undefined) => void,
  ): Pages {
    const explorer: Explorer = {
      ...bounds,
      writtenAt: this.#writing?.firstFrom(bounds.from),
      isTouched: this.#writing?.hasWithin(bounds) ?? false,
    };
    this.#explorers.add(explorer);
    let first: readonly StoredEntry[] | undefined;
    return {
      next: () =>
        chain(pages.next(), (page: readonly StoredEntry[]) => {
          if (!first) {
            first = page;
            onFirst(page[0]?.[0] ?? bounds.to, explorer.writtenAt);
          } else if (this.#explorers.delete(explorer) && page.length === 0 && !explorer.isTouched) {
            this.#ranges.add(bounds, reverse ? first.toReversed() : first);
          }
          return page;
        }),
      close: () => {
        this.#explorers.delete(explorer);
        pages.close();
      },
    };
  }
}

function notice(explorer: Explorer, key: string, isThere: boolean): void {
  if (key < explorer.from) return;
  if (key < explorer.to) explorer.isTouched = true;
  if (isThere && (explorer.writtenAt === undefined || key < explorer.writtenAt)) explorer.writtenAt = key;
}

function onePage(entries: readonly StoredEntry[]): Pages {
  let page = entries;
  const next = () => {
    const given = page;
    page = [];
    return given;
  };
  return { next, close: () => {} };
}
