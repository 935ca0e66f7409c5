import type { Shard as OutputShard } from '@aws-sdk/client-dynamodb-streams';
import { toKeySchemaElements } from '../../key-schema.ts';
import type { Input, Operation } from '../api.ts';
import { filterWithoutShard, limitTooLarge, streamNotFound } from '../errors.ts';
import { MAX_SHARDS } from '../limits.ts';
import { precedingSequenceNumber, toSequenceNumber } from '../position.ts';
import { isExpired, type Shard } from '../shard.ts';
import { findStream, readShards } from '../store.ts';
import { parseStreamArn, streamStatus } from '../stream.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html */
export const describeStream: Operation<'DescribeStream'> = (ctx, input) => {
  const arn = input.StreamArn!;
  const address = parseStreamArn(arn);
  const limit = input.Limit ?? MAX_SHARDS;
  if (limit > MAX_SHARDS) throw limitTooLarge(MAX_SHARDS);
  const isWanted = toFilter(input);

  return ctx.read(async (from) => {
    const stream = await findStream(from, address);
    if (!stream) throw streamNotFound(arn);
    const shards = await readShards(from, stream);
    const wanted = shards.filter((shard) => !isExpired(shard, from.now) && isWanted(shard));
    const listed = wanted.slice(0, limit);
    const last = listed.at(-1);
    return {
      StreamDescription: {
        StreamArn: arn,
        StreamLabel: stream.label,
        StreamStatus: streamStatus(stream, from.now),
        StreamViewType: stream.viewType,
        CreationRequestDateTime: new Date(stream.createdAt),
        TableName: stream.tableName,
        KeySchema: toKeySchemaElements(stream.keys),
        Shards: listed.map(toOutputShard),
        ...(wanted.length > limit && last ? { LastEvaluatedShardId: last.shardId } : {}),
      },
    };
  });
};

/** Shards sort by their ids, which is why any id will do to start behind. */
function toFilter({ ExclusiveStartShardId: start, ShardFilter }: Input<'DescribeStream'>): (shard: Shard) => boolean {
  if (ShardFilter?.Type !== undefined && ShardFilter.ShardId === undefined) throw filterWithoutShard();
  const parent = ShardFilter?.Type === undefined ? undefined : ShardFilter.ShardId;
  return ({ shardId, parentShardId }) =>
    (start === undefined || shardId > start) && (parent === undefined || parentShardId === parent);
}

const toOutputShard = ({ shardId, parentShardId, start, end }: Shard): OutputShard => ({
  ShardId: shardId,
  SequenceNumberRange: {
    StartingSequenceNumber: toSequenceNumber(start),
    ...(end ? { EndingSequenceNumber: precedingSequenceNumber(end.position) } : {}),
  },
  ...(parentShardId === undefined ? {} : { ParentShardId: parentShardId }),
});
