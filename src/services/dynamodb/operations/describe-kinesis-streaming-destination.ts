import type { Operation } from '../api.ts';
import { tableNotFound } from '../errors.ts';
import { toOutput } from '../kinesis/destination.ts';
import { findTable } from '../store.ts';
import { parseControlTableName } from '../table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeKinesisStreamingDestination.html */
export const describeKinesisStreamingDestination: Operation<'DescribeKinesisStreamingDestination'> = (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);

  return ctx.read(async (from) => {
    const table = await findTable(ctx, from, address);
    if (!table) throw tableNotFound(address.name);
    return {
      TableName: table.name,
      // The last one that was enabled comes first.
      KinesisDataStreamDestinations: (table.kinesisDestinations ?? [])
        .toReversed()
        .map((destination) => toOutput(destination, from.now)),
    };
  });
};
