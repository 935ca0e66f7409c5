import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Random } from '../../kernel/random.ts';
import { isBlobId, newBlobId } from '../blob-id.ts';
import type { BlobInfo, BlobStore } from '../blobs.ts';
import { StorageError } from '../storage-error.ts';
import type { MaybePromise } from '../storage.ts';
import { toStorageError } from './open-errors.ts';
import { syncFolder } from './sync-folder.ts';

interface DiskBlobsOptions {
  /** The data folder; the blobs are in `blobs` below it. */
  readonly folder: string;
  readonly random: Random;
  /** Begins empty. To be asked by who holds the lock of the data folder. */
  readonly isReset?: boolean;
}

/** Blobs as files: whole and on the disk before they have a name. */
export class DiskBlobs implements BlobStore {
  readonly #folder: string;
  readonly #random: Random;
  readonly #fresh = new Set<string>();

  private constructor(folder: string, random: Random) {
    this.#folder = folder;
    this.#random = random;
  }

  /** Throws `StorageError` when the folder cannot be used. */
  static async open({ folder, random, isReset = false }: DiskBlobsOptions): Promise<DiskBlobs> {
    const blobs = new DiskBlobs(join(folder, 'blobs'), random);
    try {
      // What an earlier process had not finished is of no use to anybody.
      await rm(isReset ? blobs.#folder : blobs.#unfinished, { recursive: true, force: true });
      await mkdir(blobs.#unfinished, { recursive: true });
    } catch (error) {
      throw toStorageError(error, folder);
    }
    return blobs;
  }

  async put(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<BlobInfo> {
    const id = newBlobId(this.#random);
    const unfinished = join(this.#unfinished, id);
    try {
      const info = await writeFile(unfinished, bytes);
      this.#fresh.add(id);
      await mkdir(dirname(this.#path(id)), { recursive: true });
      await rename(unfinished, this.#path(id));
      await syncFolder(dirname(this.#path(id)));
      return { id, ...info };
    } catch (error) {
      await rm(unfinished, { force: true });
      throw isSystemError(error) ? toStorageError(error, this.#folder) : error;
    }
  }

  async *get(id: string, range?: { readonly start: number; readonly end: number }): AsyncGenerator<Uint8Array> {
    const path = this.#path(id);
    if (range && range.end <= range.start) return;
    try {
      // The stream's `end` is the last byte, ours the one after it.
      yield* createReadStream(path, range ? { start: range.start, end: range.end - 1 } : {});
    } catch (error) {
      throw isMissing(error) ? new StorageError(`There is no blob ${id}.`, { cause: error }) : error;
    }
  }

  async delete(id: string): Promise<void> {
    this.#fresh.delete(id);
    await rm(this.#path(id), { force: true });
  }

  async collect(isReferenced: (id: string) => MaybePromise<boolean>): Promise<number> {
    let collected = 0;
    for (const shard of await readdir(this.#folder)) {
      const ids = (await readdir(join(this.#folder, shard))).filter((id) => id.startsWith(shard) && isBlobId(id));
      for (const id of ids) {
        const isFresh = this.#fresh.delete(id);
        if (isFresh || (await isReferenced(id))) continue;
        await this.delete(id);
        collected++;
      }
    }
    return collected;
  }

  async close(): Promise<void> {}

  get #unfinished(): string {
    return join(this.#folder, 'unfinished');
  }

  /** By the first byte of the id: a folder of a million files would be slow. */
  #path(id: string): string {
    if (!isBlobId(id)) throw new StorageError(`There is no blob ${id}.`);
    return join(this.#folder, id.slice(0, 2), id);
  }
}

type Written = Omit<BlobInfo, 'id'>;

async function writeFile(path: string, bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<Written> {
  const file = await open(path, 'wx');
  try {
    const written = await writeChunks(file, bytes instanceof Uint8Array ? [bytes] : bytes);
    await file.sync();
    return written;
  } finally {
    await file.close();
  }
}

async function writeChunks(
  file: FileHandle,
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<Written> {
  const md5 = createHash('md5');
  const sha256 = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of chunks) {
    md5.update(chunk);
    sha256.update(chunk);
    sizeBytes += chunk.byteLength;
    await file.writeFile(chunk);
  }
  return { sizeBytes, md5: md5.digest('hex'), sha256: sha256.digest('hex') };
}

const isSystemError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
