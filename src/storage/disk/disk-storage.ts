import { join } from 'node:path';
import type { Clock } from '../../kernel/clock.ts';
import { pack } from '../../lib/tuple.ts';
import { decodeCounter, encodeCounter } from '../counter.ts';
import { LocalStorage } from '../local-storage.ts';
import { DiskEngine } from './disk-engine.ts';
import { prepareFolder } from './format.ts';
import { destroyLevel, openLevel } from './level.ts';
import type { Level } from './level.ts';
import { toStorageError } from './open-errors.ts';

interface DiskStorageOptions {
  /** Made when it is not there. One process at a time may have it open. */
  readonly folder: string;
  readonly clock: Clock;
  /** Begins empty: what the folder holds is deleted. */
  readonly isReset?: boolean;
  /** How LevelDB is opened; the tests put a failing one in between. */
  readonly open?: (folder: string) => Promise<Level>;
}

const GENERATION_KEY = pack(['cirro/generation']);

/** State in a folder: durable before it is acknowledged. */
export class DiskStorage extends LocalStorage {
  /** Throws `StorageError` when the folder is in use, not writable, newer or damaged, or its disk is full. */
  static async open({ folder, clock, isReset = false, open = openLevel }: DiskStorageOptions): Promise<DiskStorage> {
    try {
      await prepareFolder(folder);
      if (isReset) await destroyLevel(join(folder, 'state'));
      const level = await open(join(folder, 'state'));
      const generation = await nextGeneration(level).catch(async (error: unknown) => {
        await level.close();
        throw error;
      });
      return new DiskStorage(new DiskEngine(level, folder), clock, generation);
    } catch (error) {
      throw toStorageError(error, folder);
    }
  }
}

/** Counts the openings of the folder: what this process commits sorts after all that came before. */
async function nextGeneration(level: Level): Promise<number> {
  const generation = decodeCounter(level.get(GENERATION_KEY)) + 1n;
  await level.write([[GENERATION_KEY, encodeCounter(generation)]]);
  return Number(generation);
}
