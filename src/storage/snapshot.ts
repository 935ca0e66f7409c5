import { pack } from '../lib/tuple.ts';
import { toBounds } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import { chain } from './maybe-promise.ts';
import { MergedScan } from './merged-scan.ts';
import type { ScannedRange } from './read-set.ts';
import type { Entry, Key, MaybePromise, PackedKey, Range, Snapshot } from './storage.ts';
import type { StoredEntry } from './stored-entry.ts';
import { toBytes } from './view.ts';
import type { LayerCursor, SizeHint, View } from './view.ts';

/** Scans read ahead in pages that grow, so that a short one reads little and a long one waits seldom. */
const FIRST_PAGE_ENTRIES = 16;
const LONGEST_PAGE_ENTRIES = 512;

/** Reads one view, and remembers whether it saw writes that are not durable yet. */
export class ViewSnapshot implements Snapshot {
  readonly now: number;
  readonly #view: View;
  #newestSeen: number;

  constructor(view: View, now: number) {
    this.#view = view;
    this.now = now;
    this.#newestSeen = view.layers.length;
  }

  /** Resolves when everything that was read is durable; undefined when it already is. */
  get durable(): Promise<void> | undefined {
    return this.#view.layers[this.#newestSeen]?.durable;
  }

  get(key: Key | PackedKey): MaybePromise<Uint8Array | undefined> {
    return this.read(pack(key));
  }

  list(range: Range): MaybePromise<readonly Entry[]> {
    const { limit = Infinity, maxBytes = Infinity } = range;
    const scan = this.open(range, { entries: limit, bytes: maxBytes, asText: range.asText });
    return chain(this.take(scan, limit, maxBytes), (entries) => {
      scan.close();
      return entries;
    });
  }

  async *scan(range: Range): AsyncGenerator<Entry> {
    let rest = range.limit ?? Infinity;
    const scan = this.open(range, { entries: rest, bytes: Infinity, asText: range.asText });
    try {
      for (let size = FIRST_PAGE_ENTRIES; rest > 0; size = Math.min(size * 2, LONGEST_PAGE_ENTRIES)) {
        const wanted = Math.min(size, rest);
        const entries = await this.take(scan, wanted);
        for (const entry of entries) yield entry;
        if (entries.length < wanted) return;
        rest -= entries.length;
      }
    } finally {
      scan.close();
    }
  }

  protected read(key: string): Uint8Array | undefined {
    const { layers, base } = this.#view;
    for (let index = 0; index < layers.length; index++) {
      const value = layers[index]!.get(key);
      if (value === undefined) continue;
      this.#see(index);
      return toBytes(value);
    }
    return base?.get(key);
  }

  protected open(range: Range, hint: SizeHint): OpenScan {
    return this.openWithin(toBounds(range), range.reverse ?? false, hint);
  }

  protected openWithin(bounds: Bounds, reverse: boolean, hint: SizeHint, own?: LayerCursor): OpenScan {
    const { layers, base } = this.#view;
    const cursors = layers.map((layer) => layer.open(bounds, reverse));
    if (own) cursors.unshift(own);
    const merged = new MergedScan(cursors, base?.open(bounds, reverse, hint), reverse);
    return { merged, firstLayer: own ? 1 : 0, close: () => merged.close() };
  }

  /** The next entries, so many or of so many bytes. */
  protected take(scan: OpenScan, count: number, maxBytes = Infinity): MaybePromise<readonly StoredEntry[]> {
    return chain(scan.merged.take(count, maxBytes), (entries) => {
      this.#see(Math.max(0, scan.merged.newestSeen - scan.firstLayer));
      return entries;
    });
  }

  #see(layer: number): void {
    if (layer < this.#newestSeen) this.#newestSeen = layer;
  }
}

export interface OpenScan {
  readonly merged: MergedScan;
  /** Where the view's layers begin among those that are merged. */
  readonly firstLayer: number;
  /** Hears how far a transaction has read. */
  readonly guard?: ScannedRange;
  close(): void;
}
