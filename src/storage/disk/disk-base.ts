import type { Bounds } from '../bounds.ts';
import { chain } from '../maybe-promise.ts';
import type { Base, Pages, StoredEntry } from '../view.ts';
import type { Epoch, Epochs } from './epochs.ts';
import type { Group, Writes } from './group.ts';
import { KnownGaps } from './known-gaps.ts';
import type { Level } from './level.ts';
import { ReadCache } from './read-cache.ts';

const NO_PAGES: Pages = { next: () => [], close: () => {} };

/** A scan under way: what is written meanwhile behind its start bounds what it may say about the present. */
interface Explorer {
  readonly from: string;
  /** The first key written at or after `from` since the scan began. */
  writtenAt: string | undefined;
}

/** LevelDB as views see it, each in its epoch, with the gaps between the keys remembered. */
export class DiskBase {
  readonly #level: Level;
  readonly #epochs: Epochs;
  readonly #gaps = new KnownGaps();
  readonly #cache = new ReadCache();
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
      open: (bounds, reverse, sizeHint) => this.#open(epoch, bounds, reverse, sizeHint),
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
      if (!value) continue;
      this.#gaps.cut(key);
      for (const explorer of this.#explorers) {
        if (key >= explorer.from && (explorer.writtenAt === undefined || key < explorer.writtenAt)) {
          explorer.writtenAt = key;
        }
      }
    }
  }

  afterWrite(): void {
    this.#writing = undefined;
  }

  #open(epoch: Epoch, bounds: Bounds, reverse: boolean, sizeHint: number): Pages {
    const from = this.#gaps.skip(bounds.from, epoch.number);
    if (from >= bounds.to) return NO_PAGES;
    const pages = this.#level.open({ from, to: bounds.to }, reverse, sizeHint, epoch.snapshot);
    // The past of a snapshot says nothing about the present, and the end of a range little about its head.
    return reverse || epoch.snapshot ? pages : this.#explore(epoch, { from, to: bounds.to }, pages);
  }

  /** Learns from where the first entry is found. */
  #explore(epoch: Epoch, { from, to }: Bounds, pages: Pages): Pages {
    const explorer: Explorer = { from, writtenAt: this.#writing?.firstFrom(from) };
    this.#explorers.add(explorer);
    return {
      next: () =>
        chain(pages.next(), (page: readonly StoredEntry[]) => {
          if (this.#explorers.delete(explorer)) {
            const found = page[0]?.[0] ?? to;
            const end = explorer.writtenAt !== undefined && explorer.writtenAt < found ? explorer.writtenAt : found;
            this.#gaps.learn(from, end, epoch.number, this.#epochs.oldest);
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
