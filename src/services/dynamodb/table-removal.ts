import type { Transaction } from '../../storage/storage.ts';
import type { Context } from './api.ts';
import { beginSystemBackup } from './backups/begin-backup.ts';
import { setTable, tableKey } from './store.ts';
import { endStream } from './streams/life.ts';
import type { Table } from './table.ts';
import { enqueuePurge } from './tasks.ts';

/** The name is free once the table is gone; its items go in a durable task. */
export async function removeTable(ctx: Context, tx: Transaction, table: Table): Promise<Table> {
  if (table.recovery) await beginSystemBackup(tx, table, ctx.state.transitionMs);
  const goneAt = tx.now + ctx.state.transitionMs;
  const removed = { ...(await endStream(tx, table, ctx.state.transitionMs)), goneAt };
  if (goneAt > tx.now) setTable(tx, removed);
  else tx.delete(tableKey(table));
  enqueuePurge(tx, table, { at: goneAt });
  return removed;
}
