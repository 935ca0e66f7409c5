import type { Bounds } from './bounds.ts';
import type { SortedMap } from './sorted-map.ts';
import type { MaybePromise } from './storage.ts';

/** `null` says that the key is deleted, whatever lies below. */
export type Value = Uint8Array | null;

/** Writes in memory. `durable` is absent where nothing has to be waited for. */
export interface Layer {
  readonly map: SortedMap<Value>;
  readonly durable: Promise<void> | undefined;
}

/** A stored entry, its key packed. */
export type StoredEntry = readonly [key: string, value: Uint8Array];

/** What lies below the layers, unchanging for as long as its view is held. */
export interface Base {
  get(key: string): Uint8Array | undefined;
  /** `sizeHint` is how many entries the reader is likely to want. */
  open(bounds: Bounds, reverse: boolean, sizeHint: number): Pages;
}

/** The entries of a range, in order, in pages; an empty page is the end. */
export interface Pages {
  next(): MaybePromise<readonly StoredEntry[]>;
  close(): void;
}

/** One consistent state: layers, newest first, over a base. */
export interface View {
  readonly layers: readonly Layer[];
  readonly base: Base | undefined;
  release(): void;
}
