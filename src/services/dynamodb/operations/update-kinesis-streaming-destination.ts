import type { Operation } from '../api.ts';
import { tableNotFound } from '../errors.ts';
import { cannotUpdateDestination, configurationRequired } from '../kinesis/errors.ts';
import { findTable } from '../store.ts';
import { parseControlTableName } from '../table-name.ts';

/**
 * Only an active destination can be changed, and without Kinesis streams there is none.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateKinesisStreamingDestination.html
 */
export const updateKinesisStreamingDestination: Operation<'UpdateKinesisStreamingDestination'> = (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);
  const precision = input.UpdateKinesisStreamingConfiguration?.ApproximateCreationDateTimePrecision;
  if (precision === undefined) throw configurationRequired();

  return ctx.read(async (from) => {
    const table = await findTable(ctx, from, address);
    throw table ? cannotUpdateDestination(table.name, input.StreamArn!) : tableNotFound(address.name);
  });
};
