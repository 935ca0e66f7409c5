import { readCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { removeJournal } from './journal.ts';
import type { Level } from './level.ts';
import { readJournal } from './read-journal.ts';

/** Records are small, and each batch costs the waking of a thread. */
const BATCH_ENTRIES = 1000;

/** Brings to LevelDB what an earlier process could not. Returns the sequence number of the last record there was. */
export async function recover(level: Level, journalFolder: string): Promise<number> {
  const checkpoint = readCheckpoint(level);
  const journal = await readJournal(journalFolder, checkpoint);
  if (!journal) return checkpoint;
  let batch = new Map<string, Uint8Array | null>();
  for (const writes of journal.groups) {
    for (const [key, value] of writes) batch.set(key, value);
    if (batch.size < BATCH_ENTRIES) continue;
    await level.write([...batch], false);
    batch = new Map();
  }
  await level.write([...batch], false);
  await writeCheckpoint(level, journal.lastSequence);
  await removeJournal(journalFolder);
  return journal.lastSequence;
}
