import type { Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { RECEIVED_WRITES_CHUNK } from '../limits.ts';
import { findItem, findTable, setTable } from '../store.ts';
import type { Table } from '../table.ts';
import { Spending } from '../throttling/spending.ts';
import { writeItem } from '../write-item.ts';
import { decodeWrite, type ReplicatedWrite } from './replicated-write.ts';
import { enqueueReceiving, RECEIVE_WRITES, type ReceivePayload } from './sending.ts';
import { findReplica, findVersion, readLog, removeFromLog } from './store.ts';
import { isLater } from './version.ts';

/** Takes over what another replica wrote, a chunk at a time. Runs in the region that receives. */
export async function receiveWrites(ctx: Context, payload: ReceivePayload): Promise<void> {
  const { tableId, sourceId } = payload;
  const spending = await ctx.transact([RECEIVE_WRITES, tableId, sourceId], async (tx) => {
    const spending = new Spending(ctx);
    const table = await findTable(ctx, tx, payload);
    // Its log goes with it.
    if (table?.tableId !== tableId || table.goneAt !== undefined) return spending;

    const entries = await readLog(tx, tableId, sourceId, RECEIVED_WRITES_CHUNK);
    const writes = entries.map(({ value }) => decodeWrite(value));
    const early = writes.findIndex(({ version }) => version.at + ctx.state.replicationLagMs > tx.now);
    const count = early === -1 ? writes.length : early;
    for (const write of writes.slice(0, count)) await receive(tx, table, write, spending);
    removeFromLog(tx, tableId, sourceId, entries.slice(0, count));

    if (early !== -1) enqueueReceiving(tx, payload, { at: writes[early]!.version.at + ctx.state.replicationLagMs });
    else if (count === RECEIVED_WRITES_CHUNK) enqueueReceiving(tx, payload);
    else await forgetIfGone(ctx, tx, table, sourceId);
    return spending;
  });
  spending.settle();
}

/** The last writer wins; no condition is asked, and the same write twice changes nothing. */
async function receive(
  tx: Transaction,
  table: Table,
  { key, version, next }: ReplicatedWrite,
  spending: Spending,
): Promise<void> {
  const known = await findVersion(tx, table.tableId, key);
  if (known && !isLater(version, known)) return;
  const old = await findItem(tx, table.tableId, key);
  const consumption = await writeItem(tx, table, key, { old, next, replicated: version });
  spending.add('write', table, consumption, key.partition);
}

/** A replica that was deleted is one no more when its last write has arrived. */
async function forgetIfGone(ctx: Context, tx: Transaction, table: Table, sourceId: string): Promise<void> {
  const leaving = table.replicas?.find(({ tableId, isLeaving }) => tableId === sourceId && isLeaving);
  if (!leaving || (await findReplica(ctx, tx, table, leaving))) return;
  const { replicas = [], ...alone } = table;
  const left = replicas.filter((replica) => replica !== leaving);
  setTable(tx, left.length > 0 ? { ...table, replicas: left } : alone);
}
