import type { MaybePromise } from './storage.ts';

/** Object bodies and function code. Bytes first, then the row with their id; ids without rows are collected. */
export interface BlobStore {
  /** Writes the bytes durably and returns an unguessable id. */
  put(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<BlobInfo>;
  /** The bytes from `start` up to, not including, `end`; all by default. Throws `StorageError` for an unknown id. */
  get(id: string, range?: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array>;
  delete(id: string): Promise<void>;
  /**
   * Deletes the blobs that nothing refers to; returns how many. One that was put since the collection before
   * is spared once: its row may be on the way.
   */
  collect(isReferenced: (id: string) => MaybePromise<boolean>): Promise<number>;
  close(): Promise<void>;
}

export interface BlobInfo {
  readonly id: string;
  readonly sizeBytes: number;
  /** Hex digests of the whole, made while it streamed by. */
  readonly md5: string;
  readonly sha256: string;
}
