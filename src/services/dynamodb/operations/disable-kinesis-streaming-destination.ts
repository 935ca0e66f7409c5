import type { Operation } from '../api.ts';
import { tableNotFound } from '../errors.ts';
import { configurationNotAllowed, destinationNotActive } from '../kinesis/errors.ts';
import { findTable } from '../store.ts';
import { parseControlTableName } from '../table-name.ts';

/**
 * Only an active destination can be disabled, and without Kinesis streams there is none.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DisableKinesisStreamingDestination.html
 */
export const disableKinesisStreamingDestination: Operation<'DisableKinesisStreamingDestination'> = (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);
  if (input.EnableKinesisStreamingConfiguration) throw configurationNotAllowed();

  return ctx.read(async (from) => {
    const table = await findTable(ctx, from, address);
    throw table ? destinationNotActive() : tableNotFound(address.name);
  });
};
