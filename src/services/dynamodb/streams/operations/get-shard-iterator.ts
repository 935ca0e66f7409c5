import type { Snapshot } from '../../../../storage/storage.ts';
import type { Input, Operation } from '../api.ts';
import {
  invalidSequenceNumber,
  sequenceNumberNotAllowed,
  sequenceNumberRequired,
  shardNotFound,
  streamNotFound,
} from '../errors.ts';
import { after, parseSequenceNumber, type Position } from '../position.ts';
import { findHorizon, findLatest, requirePlace } from '../reading.ts';
import { isExpired, isWithin, type Shard } from '../shard.ts';
import { encodeIterator } from '../shard-iterator.ts';
import { findStream, readShards } from '../store.ts';
import { parseStreamArn, type Stream } from '../stream.ts';

type FindStart = (from: Snapshot, stream: Stream, shard: Shard) => Promise<Position>;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
export const getShardIterator: Operation<'GetShardIterator'> = (ctx, input) => {
  const arn = input.StreamArn!;
  const address = parseStreamArn(arn);
  const findStart = toFinder(input);

  return ctx.read(async (from) => {
    const stream = await findStream(from, address);
    if (!stream) throw streamNotFound(arn);
    const shards = await readShards(from, stream);
    const shard = shards.find(({ shardId }) => shardId === input.ShardId);
    if (!shard || isExpired(shard, from.now)) throw shardNotFound();
    const start = await findStart(from, stream, shard);
    return {
      ShardIterator: encodeIterator({ stream: address, shardId: shard.shardId, from: start, issuedAt: from.now }),
    };
  });
};

function toFinder({ ShardIteratorType: type, SequenceNumber }: Input<'GetShardIterator'>): FindStart {
  switch (type) {
    case 'AT_SEQUENCE_NUMBER':
    case 'AFTER_SEQUENCE_NUMBER': {
      if (SequenceNumber === undefined) throw sequenceNumberRequired(type);
      const position = parseSequenceNumber(SequenceNumber);
      if (!position) throw invalidSequenceNumber();
      const start = type === 'AT_SEQUENCE_NUMBER' ? position : after(position);
      return (from, stream, shard) => {
        if (!isWithin(shard, position)) throw invalidSequenceNumber();
        return requirePlace(from, stream, shard, start);
      };
    }
    default:
      if (SequenceNumber !== undefined) throw sequenceNumberNotAllowed(type!);
      return type === 'LATEST' ? findLatest : findHorizon;
  }
}
