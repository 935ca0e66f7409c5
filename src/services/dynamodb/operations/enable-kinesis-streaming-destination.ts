import type { Operation } from '../api.ts';
import { tableNotFound } from '../errors.ts';
import { destinationStatus, toDestination } from '../kinesis/destination.ts';
import { destinationInUse } from '../kinesis/errors.ts';
import { findTable, setTable, tableKey } from '../store.ts';
import { parseControlTableName } from '../table-name.ts';
import { tableStatus } from '../table-status.ts';

/**
 * A failed destination can be enabled again; others of the table stay in the list.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_EnableKinesisStreamingDestination.html
 */
export const enableKinesisStreamingDestination: Operation<'EnableKinesisStreamingDestination'> = (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);
  const configuration = input.EnableKinesisStreamingConfiguration;

  return ctx.transact(tableKey(address), async (tx) => {
    const table = await findTable(ctx, tx, address);
    const status = table && tableStatus(table, tx.now);
    if (!table || status === 'CREATING') throw tableNotFound(address.name);
    const destinations = table.kinesisDestinations ?? [];
    const isAnyLive = destinations.some((one) => destinationStatus(one, tx.now) !== 'ENABLE_FAILED');
    if (isAnyLive || status === 'DELETING') throw destinationInUse();

    const precision = configuration?.ApproximateCreationDateTimePrecision;
    const added = toDestination(input.StreamArn!, precision, table, tx.now + ctx.state.transitionMs);
    const others = destinations.filter(({ streamArn }) => streamArn !== added.streamArn);
    setTable(tx, { ...table, kinesisDestinations: [...others, added] });
    return {
      TableName: table.name,
      StreamArn: added.streamArn,
      DestinationStatus: 'ENABLING',
      ...(configuration ? { EnableKinesisStreamingConfiguration: configuration } : {}),
    };
  });
};
