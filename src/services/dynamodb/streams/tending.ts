import type { TaskHandler } from '../../../kernel/service.ts';
import type { Key, Transaction } from '../../../storage/storage.ts';
import { RETENTION_MS, SHARD_LIFE_MS, TRIM_CHUNK_RECORDS } from './limits.ts';
import { isExpired, newShardId, type Shard } from './shard.ts';
import { appendMarker, positionOf, readShards, recordsPrefix, shardsPrefix, streams } from './store.ts';
import { recordedAt } from './stored-record.ts';
import { isGone, type Stream, type StreamAddress } from './stream.ts';

export const TEND_STREAM = 'dynamodb.tendStream';

export function enqueueTending(tx: Transaction, stream: StreamAddress, openedAt: number): void {
  enqueue(tx, stream, openedAt + SHARD_LIFE_MS);
}

function enqueue(tx: Transaction, { accountId, region, tableName, label }: StreamAddress, at: number): void {
  const payload: StreamAddress = { accountId, region, tableName, label };
  tx.enqueue({ type: TEND_STREAM, payload, retriesForever: true }, { at });
}

/**
 * Every four hours, as long as there is a stream: closes its shard and opens the next one, and removes what nobody can
 * read any more. What is readable does not depend on it, save where a shard ends.
 */
export const tendStream: TaskHandler<unknown> = async (ctx, address: StreamAddress) => {
  const { accountId, region, tableName, label } = address;
  await ctx.transact([TEND_STREAM, accountId, region, tableName, label], async (tx) => {
    const stream = await streams.get(tx, [accountId, region, tableName, label]);
    if (!stream) return;
    if (isGone(stream, tx.now)) return removeStream(tx, stream);

    const isDone = await trim(tx, stream);
    if (!isDone) return enqueue(tx, stream, tx.now);
    const shards = await readShards(tx, stream);
    for (const shard of shards) if (isExpired(shard, tx.now)) tx.delete([...shardsPrefix(stream), ...shard.start]);
    enqueue(tx, stream, nextTending(stream, roll(tx, stream, shards.at(-1)), tx.now));
  });
};

/** When the shard that is open now was opened. */
function roll(tx: Transaction, stream: Stream, last: Shard | undefined): number {
  const openedAt = last?.openedAt ?? stream.createdAt;
  if (!last || last.end || openedAt + SHARD_LIFE_MS > tx.now) return openedAt;
  appendMarker(tx, stream, { shardId: newShardId(stream, tx.now), parentShardId: last.shardId, at: tx.now });
  return tx.now;
}

const nextTending = ({ disabledAt }: Stream, openedAt: number, now: number): number =>
  disabledAt === undefined ? openedAt + SHARD_LIFE_MS : Math.min(disabledAt + RETENTION_MS, now + SHARD_LIFE_MS);

/** A chunk of the records that are too old; whether that were all of them. */
async function trim(tx: Transaction, stream: Stream): Promise<boolean> {
  const oldest = await tx.list({ prefix: recordsPrefix(stream), limit: TRIM_CHUNK_RECORDS, isUnguarded: true });
  const kept = oldest.findIndex(({ value }) => recordedAt(value) + RETENTION_MS > tx.now);
  const trimmed = kept === -1 ? oldest : oldest.slice(0, kept);
  for (const { key } of trimmed) tx.delete(key);
  const last = trimmed.at(-1);
  if (last) streams.replace(tx, stream, { ...stream, trimmedTo: positionOf(last.key) });
  return trimmed.length < TRIM_CHUNK_RECORDS;
}

/** Its records in chunks, then the rest. */
async function removeStream(tx: Transaction, stream: Stream): Promise<void> {
  const isDone = await removeChunk(tx, recordsPrefix(stream));
  if (!isDone) return enqueue(tx, stream, tx.now);
  await removeChunk(tx, shardsPrefix(stream));
  tx.delete(['dynamodb/resource-policy', stream.tableId, stream.label]);
  streams.remove(tx, stream);
}

async function removeChunk(tx: Transaction, prefix: Key): Promise<boolean> {
  const entries = await tx.list({ prefix, limit: TRIM_CHUNK_RECORDS });
  for (const { key } of entries) tx.delete(key);
  return entries.length < TRIM_CHUNK_RECORDS;
}
