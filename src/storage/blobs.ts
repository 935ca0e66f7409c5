/** Object bodies and function code. Bytes first, then the row with their id; ids without rows are collected. */
export interface BlobStore {
  /** Writes the bytes durably and returns an unguessable id. */
  put(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<BlobInfo>;
  get(id: string, range?: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array>;
  delete(id: string): Promise<void>;
  close(): Promise<void>;
}

export interface BlobInfo {
  readonly id: string;
  readonly sizeBytes: number;
  /** Hex digests of the whole, made while it streamed by. */
  readonly md5: string;
  readonly sha256: string;
}
