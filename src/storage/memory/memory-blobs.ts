import { createHash } from 'node:crypto';
import type { Random } from '../../kernel/random.ts';
import { newBlobId } from '../blob-id.ts';
import type { BlobInfo, BlobStore } from '../blobs.ts';
import { StorageError } from '../storage-error.ts';
import type { MaybePromise } from '../storage.ts';

interface MemoryBlobsOptions {
  readonly random: Random;
}

/** Blobs that live as long as this object. */
export class MemoryBlobs implements BlobStore {
  readonly #random: Random;
  readonly #blobs: Map<string, Uint8Array>;
  readonly #fresh = new Set<string>();

  constructor({ random }: MemoryBlobsOptions, blobs = new Map<string, Uint8Array>()) {
    this.#random = random;
    this.#blobs = blobs;
  }

  /** Another store with the same blobs; the bytes are shared, since nobody changes them. */
  fork({ random }: MemoryBlobsOptions): MemoryBlobs {
    return new MemoryBlobs({ random }, new Map(this.#blobs));
  }

  async put(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<BlobInfo> {
    const whole = bytes instanceof Uint8Array ? Buffer.from(bytes) : await collectBytes(bytes);
    const id = newBlobId(this.#random);
    this.#blobs.set(id, whole);
    this.#fresh.add(id);
    const digest = (algorithm: string) => createHash(algorithm).update(whole).digest('hex');
    return { id, sizeBytes: whole.byteLength, md5: digest('md5'), sha256: digest('sha256') };
  }

  async *get(id: string, range?: { readonly start: number; readonly end: number }): AsyncGenerator<Uint8Array> {
    const whole = this.#blobs.get(id);
    if (!whole) throw new StorageError(`There is no blob ${id}.`);
    yield range ? whole.subarray(range.start, range.end) : whole;
  }

  async delete(id: string): Promise<void> {
    this.#blobs.delete(id);
    this.#fresh.delete(id);
  }

  async collect(isReferenced: (id: string) => MaybePromise<boolean>): Promise<number> {
    let collected = 0;
    for (const id of this.#blobs.keys()) {
      const isFresh = this.#fresh.delete(id);
      if (isFresh || (await isReferenced(id))) continue;
      await this.delete(id);
      collected++;
    }
    return collected;
  }

  async close(): Promise<void> {}
}

async function collectBytes(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  // A caller may reuse its buffer once the next chunk is asked for.
  for await (const chunk of chunks) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}
