import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { conformance } from './conformance.ts';
import type { Subject } from './conformance.ts';
import { DiskStorage } from './disk/disk-storage.ts';
import { MemoryStorage } from './memory/memory-storage.ts';
import type { Storage } from './storage.ts';
import { taskConformance } from './task-conformance.ts';

const opened = new Set<Storage>();
const folders = new Map<Storage, string>();

afterEach(async () => {
  for (const storage of opened) await storage.close();
  for (const folder of folders.values()) await rm(folder, { recursive: true, force: true });
  opened.clear();
  folders.clear();
});

function kept<S extends Storage>(storage: S): S {
  opened.add(storage);
  return storage;
}

const newFolder = () => mkdtemp(join(tmpdir(), 'cirro-'));

async function openDisk(folder: string, clock: Parameters<Subject['open']>[0]): Promise<DiskStorage> {
  const storage = kept(await DiskStorage.open({ folder, clock }));
  folders.set(storage, folder);
  return storage;
}

const memory: Subject = {
  name: 'memory',
  open: async (clock) => kept(new MemoryStorage({ clock })),
  crash: async (storage, clock) => kept((storage as MemoryStorage).fork({ clock })),
};

const disk: Subject = {
  name: 'disk',
  open: async (clock) => openDisk(await newFolder(), clock),
  // A copy of the files of a living process is what a killed one leaves behind.
  crash: async (storage, clock) => {
    const folder = await newFolder();
    await copyLiving(folders.get(storage)!, folder);
    return openDisk(folder, clock);
  },
};

for (const subject of [memory, disk]) {
  conformance(subject);
  taskConformance(subject);
}

const COPY_ATTEMPTS = 20;

/** What a kill would leave. LevelDB may remove a compacted file while it is copied: then the copy is made again. */
async function copyLiving(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await cp(from, to, { recursive: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === COPY_ATTEMPTS) throw error;
      await rm(to, { recursive: true, force: true });
    }
  }
}
