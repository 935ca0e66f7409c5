import type { Operation } from '../api.ts';
import { requireIndexThroughput, requireIndexUpdates, updateIndexes } from '../index-update.ts';
import { findTable, setTable, tableKey } from '../store.ts';
import { changeStream } from '../streams/life.ts';
import { readCounts } from '../table-counts.ts';
import { toTableDescription } from '../table-description.ts';
import { parseControlTableName } from '../table-name.ts';
import { requireKnownSettings, requireStreamChange } from '../table-settings.ts';
import { requireChangeable } from '../table-status.ts';
import { applyChanges, requireOneChange } from '../table-update.ts';
import { enqueueBackfill, enqueueIndexPurge } from '../tasks.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export const updateTable: Operation<'UpdateTable'> = (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);
  requireOneChange(input);
  requireKnownSettings(input);
  requireStreamChange(input.StreamSpecification);
  requireIndexUpdates(input.GlobalSecondaryIndexUpdates ?? []);
  const indexId = ctx.random.uuid();

  return ctx.transact(tableKey(address), async (tx) => {
    const table = requireChangeable(await findTable(ctx, tx, address), address.name, tx.now);
    const streamed = await changeStream(tx, table, input.StreamSpecification, ctx.state.transitionMs);
    const changed = applyChanges(streamed, input, tx.now);
    const { table: withIndexes, created, deleted } = updateIndexes(changed, input, indexId, tx.now);
    requireIndexThroughput(withIndexes);

    const updated = { ...withIndexes, updatedAt: tx.now + ctx.state.transitionMs };
    setTable(tx, updated);
    if (created) enqueueBackfill(tx, updated, created);
    if (deleted) enqueueIndexPurge(tx, updated, deleted);
    const counts = await readCounts(tx, updated);
    return { TableDescription: toTableDescription(updated, { now: tx.now, counts, status: 'UPDATING' }) };
  });
};
