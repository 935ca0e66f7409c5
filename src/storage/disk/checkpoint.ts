import { pack } from '../../lib/tuple.ts';
import { decodeCounter, encodeCounter } from '../counter.ts';
import type { Level } from './level.ts';

const CHECKPOINT_KEY = pack(['cirro/checkpoint']);

/** The sequence number of a record that LevelDB has for good, and all before it; zero in a new folder. */
export const readCheckpoint = (level: Level): number => Number(decodeCounter(level.get(CHECKPOINT_KEY)));

/** Makes durable what was written to LevelDB, and remembers that it was everything up to this record. */
export async function writeCheckpoint(level: Level, sequence: number): Promise<void> {
  await level.flush();
  // Fails where the flush did, which does not say so itself.
  await level.write([[CHECKPOINT_KEY, encodeCounter(BigInt(sequence))]], true);
}
