import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writes } from './group.ts';
import { findRecord, recordAt, writesOf } from './journal-record.ts';
import type { JournalRecord } from './journal-record.ts';

interface JournalContents {
  /** Of the newest record. */
  readonly lastSequence: number;
  /** What the records hold, oldest first. */
  readonly groups: Iterable<Writes>;
}

/** What was written since the segment was used last. Behind it lies what was there before, or half a record. */
interface Run {
  readonly bytes: Buffer;
  readonly records: readonly JournalRecord[];
  readonly first: number;
  readonly last: number;
}

/**
 * The records after the one numbered `checkpoint`; undefined where there are no segments. A record that is not whole was
 * never acknowledged, and ends the journal. Throws where one is missing or damaged that others follow.
 */
export async function readJournal(folder: string, checkpoint: number): Promise<JournalContents | undefined> {
  const segments = await readSegments(folder);
  if (segments.length === 0) return undefined;
  const runs = segments
    .map(toRun)
    // What is not needed any more stays until its segment is used again.
    .filter(({ last }) => last > checkpoint)
    .toSorted((left, right) => left.first - right.first);
  let lastSequence = checkpoint;
  for (const { first, last } of runs) {
    if (first > lastSequence + 1) throw damaged(lastSequence + 1);
    lastSequence = last;
  }
  for (const bytes of segments) {
    if (hasRecordAfter(bytes, lastSequence)) throw damaged(lastSequence + 1);
  }
  return { lastSequence, groups: groupsOf(runs, checkpoint) };
}

async function readSegments(folder: string): Promise<readonly Buffer[]> {
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  return Promise.all(names.map((name) => readFile(join(folder, name))));
}

function toRun(bytes: Buffer): Run {
  const records: JournalRecord[] = [];
  for (let record = recordAt(bytes, 0); record; record = recordAt(bytes, record.end)) {
    const previous = records.at(-1);
    if (previous && record.sequence !== previous.sequence + 1) break;
    records.push(record);
  }
  return { bytes, records, first: records[0]?.sequence ?? 0, last: records.at(-1)?.sequence ?? 0 };
}

function hasRecordAfter(bytes: Buffer, sequence: number): boolean {
  for (let record = findRecord(bytes, 0); record; record = findRecord(bytes, record.end)) {
    if (record.sequence > sequence) return true;
  }
  return false;
}

function* groupsOf(runs: readonly Run[], checkpoint: number): Generator<Writes> {
  for (const { bytes, records } of runs) {
    for (const record of records) if (record.sequence > checkpoint) yield writesOf(bytes, record);
  }
}

const damaged = (sequence: number) => new Error(`Corruption: the journal has no record ${sequence}, but later ones`);
