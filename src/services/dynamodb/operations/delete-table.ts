import type { Operation } from '../api.ts';
import { deletionProtected, tableBeingCreated, tableBeingDeleted, tableNotFound } from '../errors.ts';
import { findTable, setTable, tableKey } from '../store.ts';
import { endStream } from '../streams/life.ts';
import { readCounts } from '../table-counts.ts';
import { toTableDescription } from '../table-description.ts';
import { parseControlTableName } from '../table-name.ts';
import { tableStatus } from '../table-status.ts';
import { enqueuePurge } from '../tasks.ts';

/**
 * The name is free once the table is gone; its items go in a durable task.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html
 */
export const deleteTable: Operation<'DeleteTable'> = (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);

  return ctx.transact(tableKey(address), async (tx) => {
    const table = await findTable(ctx, tx, address);
    if (!table) throw tableNotFound(address.name);
    const status = tableStatus(table, tx.now);
    if (status === 'CREATING') throw tableBeingCreated(address.name);
    if (status === 'DELETING') throw tableBeingDeleted(address.name);
    if (table.isDeletionProtected) throw deletionProtected();

    const goneAt = tx.now + ctx.state.transitionMs;
    const deleted = { ...(await endStream(tx, table, ctx.state.transitionMs)), goneAt };
    if (goneAt > tx.now) setTable(tx, deleted);
    else tx.delete(tableKey(address));
    enqueuePurge(tx, table, { at: goneAt });
    return { TableDescription: toTableDescription(deleted, { now: tx.now, counts: await readCounts(tx, table) }) };
  });
};
