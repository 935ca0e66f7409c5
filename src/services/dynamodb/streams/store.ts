import type { Key, Snapshot, Transaction } from '../../../storage/storage.ts';
import { table } from '../../../storage/table.ts';
import type { Position } from './position.ts';
import { toShards, type PlacedMarker, type Shard, type ShardMarker } from './shard.ts';
import { isGone, type Stream, type StreamAddress } from './stream.ts';

/**
 * How streams lie in storage.
 *
 * | table | key | value |
 * |---|---|---|
 * | `dynamodb/stream` | account, region, table name, label | a `Stream` |
 * | `dynamodb/stream-shard` | tableId, label, commit, index | a `ShardMarker`, JSON |
 * | `dynamodb/stream-record` | tableId, label, commit, index | a record: see stored-record.ts |
 *
 * Markers and records are appended: their places, and so their sequence numbers, are those of their commits. Writers
 * share nothing that they could conflict about, and what is read up to a place stays as it is.
 */
export const streams = table<Stream>('dynamodb/stream', {
  key: ({ accountId, region, tableName, label }) => [accountId, region, tableName, label],
});

type StreamId = Pick<Stream, 'tableId' | 'label'>;

export const shardsPrefix = ({ tableId, label }: StreamId): Key => ['dynamodb/stream-shard', tableId, label];
export const recordsPrefix = ({ tableId, label }: StreamId): Key => ['dynamodb/stream-record', tableId, label];

/** The last two parts of an appended key. */
export const positionOf = (key: Key): Position => key.slice(-2) as [number, number];

export async function findStream(
  from: Snapshot,
  { accountId, region, tableName, label }: StreamAddress,
): Promise<Stream | undefined> {
  const stream = await streams.get(from, [accountId, region, tableName, label]);
  return stream && !isGone(stream, from.now) ? stream : undefined;
}

export const appendMarker = (tx: Transaction, stream: StreamId, marker: ShardMarker): void =>
  tx.append(shardsPrefix(stream), Buffer.from(JSON.stringify(marker)));

async function readMarkers(from: Snapshot, stream: StreamId): Promise<readonly PlacedMarker[]> {
  const entries = await from.list({ prefix: shardsPrefix(stream) });
  return entries.map(({ key, value }) => ({
    ...(JSON.parse(Buffer.from(value).toString()) as ShardMarker),
    position: positionOf(key),
  }));
}

/** Oldest first; one to seven of them, expired ones that still wait for their removal included. */
export const readShards = async (from: Snapshot, stream: StreamId): Promise<readonly Shard[]> =>
  toShards(await readMarkers(from, stream));

/** What a poller waits on between two GetRecords: signalled by every commit that writes records into the stream. */
export const recordsTopic = (arn: string): Key => ['dynamodb/stream-record', arn];
