import { join } from 'node:path';
import type { Clock } from '../../kernel/clock.ts';
import { pack } from '../../lib/tuple.ts';
import { decodeCounter, encodeCounter } from '../counter.ts';
import { LocalStorage } from '../local-storage.ts';
import { DiskEngine } from './disk-engine.ts';
import { prepareFolder, raiseFormat } from './format.ts';
import { DiskJournal, removeJournal } from './journal.ts';
import type { Journal } from './journal.ts';
import { destroyLevel, openLevel } from './level.ts';
import type { Level } from './level.ts';
import { toStorageError } from './open-errors.ts';
import { recover } from './recover.ts';

interface DiskStorageOptions {
  /** Made when it is not there. One process at a time may have it open. */
  readonly folder: string;
  readonly clock: Clock;
  /** Begins empty: what the folder holds is deleted. */
  readonly isReset?: boolean;
  /** How LevelDB and the journal are opened; the tests put failing ones in between. */
  readonly open?: (folder: string) => Promise<Level>;
  readonly openJournal?: (folder: string, lastSequence: number) => Journal;
}

const GENERATION_KEY = pack(['cirro/generation']);

/** State in a folder: durable before it is acknowledged. */
export class DiskStorage extends LocalStorage {
  /** Throws `StorageError` when the folder is in use, not writable, newer or damaged, or its disk is full. */
  static async open(options: DiskStorageOptions): Promise<DiskStorage> {
    const { folder, clock, isReset = false, open = openLevel } = options;
    const openJournal = options.openJournal ?? ((at, lastSequence) => new DiskJournal(at, lastSequence));
    try {
      const format = await prepareFolder(folder);
      if (isReset) await destroyLevel(join(folder, 'state'));
      const level = await open(join(folder, 'state'));
      try {
        const journalFolder = join(folder, 'journal');
        if (isReset) await removeJournal(journalFolder);
        await raiseFormat(folder, format);
        const journal = openJournal(journalFolder, await recover(level, journalFolder));
        const generation = await nextGeneration(level);
        return new DiskStorage(new DiskEngine(level, journal, folder), clock, generation);
      } catch (error) {
        await level.close();
        throw error;
      }
    } catch (error) {
      throw toStorageError(error, folder);
    }
  }
}

/** Counts the openings of the folder: what this process commits sorts after all that came before. */
async function nextGeneration(level: Level): Promise<number> {
  const generation = decodeCounter(level.get(GENERATION_KEY)) + 1n;
  await level.write([[GENERATION_KEY, encodeCounter(generation)]], true);
  return Number(generation);
}
