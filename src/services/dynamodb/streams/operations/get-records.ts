import type { Operation } from '../api.ts';
import { limitTooLarge, shardOfIteratorNotFound, streamNotFound } from '../errors.ts';
import { MAX_RECORDS } from '../limits.ts';
import { toOutputRecord } from '../output-record.ts';
import { readRecords } from '../reading.ts';
import { isExpired } from '../shard.ts';
import { decodeIterator, encodeIterator } from '../shard-iterator.ts';
import { findStream, readShards } from '../store.ts';
import { streamArn } from '../stream.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
export const getRecords: Operation<'GetRecords'> = (ctx, input) => {
  const iterator = decodeIterator(input.ShardIterator!, ctx.clock.now());
  const limit = input.Limit ?? MAX_RECORDS;
  if (limit > MAX_RECORDS) throw limitTooLarge(MAX_RECORDS);

  return ctx.read(async (from) => {
    const stream = await findStream(from, iterator.stream);
    if (!stream) throw streamNotFound(streamArn(iterator.stream));
    const shards = await readShards(from, stream);
    const shard = shards.find(({ shardId }) => shardId === iterator.shardId);
    if (!shard || isExpired(shard, from.now)) throw shardOfIteratorNotFound();

    const { records, next } = await readRecords(from, stream, shard, iterator.from, limit);
    return {
      Records: records.map((record) => toOutputRecord(ctx, stream, record)),
      ...(next ? { NextShardIterator: encodeIterator({ ...iterator, from: next, issuedAt: from.now }) } : {}),
    };
  });
};
