import { join } from 'node:path';
import type { Clock } from './kernel/clock.ts';
import type { Random } from './kernel/random.ts';
import type { BlobStore } from './storage/blobs.ts';
import { MemoryBlobs } from './storage/memory/memory-blobs.ts';
import { MemoryStorage } from './storage/memory/memory-storage.ts';
import type { Storage } from './storage/storage.ts';

export interface StateOptions {
  /** The folder; in memory when absent. */
  readonly data: string | undefined;
  /** Begins empty: what the folder holds is deleted. */
  readonly isReset: boolean;
  readonly clock: Clock;
  readonly random: Random;
}

export interface State {
  readonly storage: Storage;
  readonly blobs: BlobStore;
}

const ROWS = 'rows';

/** Opens what a cloud keeps. Throws a `StorageError` for a folder that is locked, newer, read-only or full. */
export async function openState({ data, isReset, clock, random }: StateOptions): Promise<State> {
  if (data === undefined) return { storage: new MemoryStorage({ clock }), blobs: new MemoryBlobs({ random }) };
  // Loaded here, because a cloud in memory needs no native code.
  const { DiskStorage } = await import('./storage/disk/disk-storage.ts');
  const { DiskBlobs } = await import('./storage/disk/disk-blobs.ts');
  const storage = await DiskStorage.open({ folder: join(data, ROWS), clock, isReset });
  // After the storage, whose lock is that of the whole data folder.
  const blobs = await DiskBlobs.open({ folder: data, random, isReset });
  return { storage, blobs };
}
