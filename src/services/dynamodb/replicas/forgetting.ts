import type { Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { DELETION_MEMORY_MS, FORGET_CHUNK_ROWS } from '../limits.ts';
import { findItem, findTable } from '../store.ts';
import type { Table } from '../table.ts';
import type { TableAddress } from '../table-name.ts';
import { decodeWrite } from './replicated-write.ts';
import { deletionsPrefix, findVersion, readDeletion, readLog, versionKey } from './store.ts';

export const FORGET_DELETIONS = 'dynamodb.forgetDeletions';

interface ForgetPayload extends TableAddress {
  readonly tableId: string;
}

/** A table that becomes global again has one such task nevertheless. */
export function enqueueForgetting(tx: Transaction, { accountId, region, name, tableId }: ForgetPayload): void {
  const payload: ForgetPayload = { accountId, region, name, tableId };
  const at = tx.now + DELETION_MEMORY_MS;
  tx.enqueue({ type: FORGET_DELETIONS, payload }, { at, id: `${FORGET_DELETIONS}/${tableId}` });
}

/** Every day: nobody has to remember a deletion before which nothing can arrive any more. */
export async function forgetDeletions(ctx: Context, payload: ForgetPayload): Promise<void> {
  await ctx.transact([FORGET_DELETIONS, payload.tableId], async (tx) => {
    const table = await findTable(ctx, tx, payload);
    if (table?.tableId !== payload.tableId) return;
    const isDone = await forgetChunk(tx, table, await arrivedUntil(tx, table));
    if (!isDone) tx.enqueue({ type: FORGET_DELETIONS, payload });
    else if (table.replicas) enqueueForgetting(tx, table);
  });
}

/** The instant before which all writes have arrived everywhere: some come by way of another replica. */
async function arrivedUntil(tx: Transaction, { tableId, replicas }: Table): Promise<number> {
  if (!replicas) return Infinity;
  const members = [tableId, ...replicas.map((replica) => replica.tableId)];
  let until = tx.now - DELETION_MEMORY_MS;
  for (const target of members) {
    for (const source of members) {
      const [oldest] = await readLog(tx, target, source, 1);
      if (oldest) until = Math.min(until, decodeWrite(oldest.value).version.at);
    }
  }
  return until;
}

/** Whether that was all. An item that was written again has a later version, which stays. */
async function forgetChunk(tx: Transaction, { tableId }: Table, until: number): Promise<boolean> {
  const prefix = deletionsPrefix(tableId);
  const rows = await tx.list({ prefix, lt: [...prefix, until], limit: FORGET_CHUNK_ROWS, isUnguarded: true });
  for (const { key } of rows) {
    const { at, itemKey } = readDeletion(key);
    const version = await findVersion(tx, tableId, itemKey);
    if (version?.at === at && !(await findItem(tx, tableId, itemKey))) tx.delete(versionKey(tableId, itemKey));
    tx.delete(key);
  }
  return rows.length < FORGET_CHUNK_ROWS;
}
