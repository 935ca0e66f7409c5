import type { Bounds } from './bounds.ts';
import { decodeCounter, encodeCounter } from './counter.ts';
import type { MaybePromise } from './storage.ts';
import type { StoredEntry } from './stored-entry.ts';

/** A counter stays a number until somebody reads it; `null` says that the key is deleted, whatever lies below. */
export type Value = Uint8Array | bigint | null;

/** What readers and the disk get. */
export const toBytes = (value: Value | undefined): Uint8Array | undefined =>
  typeof value === 'bigint' ? encodeCounter(value) : (value ?? undefined);

export const toCounter = (value: Value | undefined): bigint =>
  typeof value === 'bigint' ? value : decodeCounter(value ?? undefined);

/** Writes in memory. `durable` is absent where nothing has to be waited for. */
export interface Layer {
  readonly durable: Promise<void> | undefined;
  get(key: string): Value | undefined;
  open(bounds: Bounds, reverse: boolean): LayerCursor;
}

/** Goes from entry to entry, in order. */
export interface LayerCursor {
  /** Undefined past the end. */
  readonly key: string | undefined;
  /** Only where there is a `key`. */
  readonly value: Value;
  next(): void;
}

/** What lies below the layers, unchanging for as long as its view is held. */
export interface Base {
  get(key: string): Uint8Array | undefined;
  open(bounds: Bounds, reverse: boolean, hint: SizeHint): Pages;
}

/** How much of a range its reader is likely to want, and whether texts would do (see `Range`). */
export interface SizeHint {
  readonly entries: number;
  /** Of the values. */
  readonly bytes: number;
  readonly asText?: boolean | undefined;
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
