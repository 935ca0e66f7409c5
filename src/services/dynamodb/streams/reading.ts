import type { Entry, Range, Snapshot } from '../../../storage/storage.ts';
import { trimmedData } from './errors.ts';
import { MAX_RECORDS_BYTES, RETENTION_MS } from './limits.ts';
import { after, isBefore, type Position } from './position.ts';
import type { Shard } from './shard.ts';
import { positionOf, recordsPrefix } from './store.ts';
import { decodeRecord, recordedAt, recordSizeBytes, type StoredRecord } from './stored-record.ts';
import type { Stream } from './stream.ts';

export interface PlacedRecord {
  readonly position: Position;
  readonly record: StoredRecord;
}

/** What one GetRecords reads. */
export interface RecordPage {
  readonly records: readonly PlacedRecord[];
  /** Where to read on; undefined at the end of a closed shard. */
  readonly next: Position | undefined;
}

/** The records of a shard from a place on. */
function rangeOf(stream: Stream, shard: Shard, from: Position): Range {
  const prefix = recordsPrefix(stream);
  const start = isBefore(from, shard.start) ? shard.start : from;
  return { prefix, gte: [...prefix, ...start], ...(shard.end ? { lt: [...prefix, ...shard.end.position] } : {}) };
}

const isTrimmed = ({ value }: Entry, now: number): boolean => recordedAt(value) + RETENTION_MS <= now;

/** Up to `limit` records or a megabyte, whichever comes first, and at least one. */
export async function readRecords(
  from: Snapshot,
  stream: Stream,
  shard: Shard,
  start: Position,
  limit: number,
): Promise<RecordPage> {
  requireKept(stream, start);
  const records: PlacedRecord[] = [];
  let sizeBytes = 0;
  for await (const entry of from.scan({ ...rangeOf(stream, shard, start), limit: limit + 1 })) {
    if (records.length === 0 && isTrimmed(entry, from.now)) throw trimmedData();
    const record = decodeRecord(entry.value);
    sizeBytes += recordSizeBytes(record);
    const position = positionOf(entry.key);
    if (records.length === limit || (records.length > 0 && sizeBytes > MAX_RECORDS_BYTES)) {
      return { records, next: position };
    }
    records.push({ position, record });
  }
  const last = records.at(-1);
  return { records, next: shard.end ? undefined : last ? after(last.position) : start };
}

/** What was removed from `start` on is missed by who reads from there. */
function requireKept({ trimmedTo }: Stream, start: Position): void {
  if (trimmedTo && !isBefore(trimmedTo, start)) throw trimmedData();
}

/** TRIM_HORIZON: the oldest record that is kept, or the place where the next one will be. */
export async function findHorizon(from: Snapshot, stream: Stream, shard: Shard): Promise<Position> {
  let horizon = notTrimmed(stream, shard.start);
  for await (const entry of from.scan(rangeOf(stream, shard, horizon))) {
    if (!isTrimmed(entry, from.now)) break;
    horizon = after(positionOf(entry.key));
  }
  return horizon;
}

/** LATEST: behind the newest record. */
export async function findLatest(from: Snapshot, stream: Stream, shard: Shard): Promise<Position> {
  const [newest] = await from.list({ ...rangeOf(stream, shard, shard.start), reverse: true, limit: 1 });
  return newest ? after(positionOf(newest.key)) : notTrimmed(stream, shard.start);
}

/** A place that somebody remembers; throws where what comes from there on is no longer whole. */
export async function requirePlace(from: Snapshot, stream: Stream, shard: Shard, start: Position): Promise<Position> {
  requireKept(stream, start);
  const [next] = await from.list({ ...rangeOf(stream, shard, start), limit: 1 });
  if (next && isTrimmed(next, from.now)) throw trimmedData();
  return start;
}

const notTrimmed = ({ trimmedTo }: Stream, start: Position): Position =>
  trimmedTo && !isBefore(trimmedTo, start) ? after(trimmedTo) : start;
