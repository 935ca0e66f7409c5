import type { Operation } from '../api.ts';
import { deletionProtected, tableBeingCreated, tableBeingDeleted, tableNotFound } from '../errors.ts';
import { describeReplicas } from '../replicas/description.ts';
import { replicaInUse } from '../replicas/errors.ts';
import { leave } from '../replicas/leaving.ts';
import { findTable, tableKey } from '../store.ts';
import { readCounts } from '../table-counts.ts';
import { toTableDescription } from '../table-description.ts';
import { parseControlTableName } from '../table-name.ts';
import { removeTable } from '../table-removal.ts';
import { tableStatus } from '../table-status.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html */
export const deleteTable: Operation<'DeleteTable'> = (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);

  return ctx.transact(tableKey(address), async (tx) => {
    const table = await findTable(ctx, tx, address);
    if (!table) throw tableNotFound(address.name);
    if (table.isFilling) throw replicaInUse(address.name);
    const status = tableStatus(table, tx.now);
    if (status === 'CREATING') throw tableBeingCreated(address.name);
    if (status === 'DELETING') throw tableBeingDeleted(address.name);
    if (table.isDeletionProtected && !table.replicas) throw deletionProtected();

    const replicas = await describeReplicas(ctx, tx, table);
    const deleted = table.replicas ? await leave(ctx, tx, table) : await removeTable(ctx, tx, table);
    const description = toTableDescription(deleted, { now: tx.now, counts: await readCounts(tx, table) });
    return { TableDescription: { ...description, ...replicas } };
  });
};
