import type { Context as KernelContext } from '../../kernel/context.ts';
import type { TaskHandler } from '../../kernel/service.ts';
import type { EnqueueOptions, Key, Transaction } from '../../storage/storage.ts';
import { waitingPurgeKey, copiesOf } from './backups/store.ts';
import { historyPrefix, historyTimePrefix } from './backups/history.ts';
import { backupTasks } from './backups/tasks.ts';
import { backfillChunk } from './index-backfill.ts';
import { PURGE_CHUNK_ROWS } from './limits.ts';
import { replicaPrefixes } from './replicas/store.ts';
import { replicaTasks } from './replicas/tasks.ts';
import type { State } from './state.ts';
import { findTable, indexPrefix, itemsPrefix, setTable, tableKey } from './store.ts';
import { TEND_STREAM, tendStream } from './streams/tending.ts';
import type { TableAddress } from './table-name.ts';
import type { Index, Table } from './table.ts';
import { backfillExpiry, BACKFILL_EXPIRY } from './time-to-live/backfill.ts';
import { expiryPrefix, SWEEP_EXPIRED, sweepKey } from './time-to-live/expiry-rows.ts';
import { sweepExpired } from './time-to-live/sweep.ts';
import { transactionTasks } from './transactions/tasks.ts';

const PURGE = 'dynamodb.purge';
const BACKFILL_INDEX = 'dynamodb.backfillIndex';

/** What a deleted table or index leaves behind. It names ids, so a table made again under the name is not touched. */
interface PurgePayload {
  readonly address: TableAddress;
  /** Absent where only indexes go. */
  readonly tableId?: string;
  readonly indexIds: readonly string[];
  readonly expiryId?: string | undefined;
}

interface BackfillPayload {
  readonly address: TableAddress;
  readonly tableId: string;
  readonly indexId: string;
}

const toAddress = ({ accountId, region, name }: Table): TableAddress => ({ accountId, region, name });

export function enqueuePurge(tx: Transaction, table: Table, options?: EnqueueOptions): void {
  const indexIds = table.indexes.map(({ indexId }) => indexId);
  const expiryId = table.timeToLive?.expiryId;
  const payload: PurgePayload = { address: toAddress(table), tableId: table.tableId, indexIds, expiryId };
  tx.enqueue({ type: PURGE, payload }, options);
}

export function enqueueIndexPurge(tx: Transaction, table: Table, { indexId }: Index): void {
  const payload: PurgePayload = { address: toAddress(table), indexIds: [indexId] };
  tx.enqueue({ type: PURGE, payload });
}

export function enqueueExpiryPurge(tx: Transaction, table: Table): void {
  const payload: PurgePayload = { address: toAddress(table), indexIds: [], expiryId: table.timeToLive?.expiryId };
  tx.enqueue({ type: PURGE, payload });
}

export function enqueueBackfill(tx: Transaction, table: Table, { indexId }: Index): void {
  const payload: BackfillPayload = { address: toAddress(table), tableId: table.tableId, indexId };
  tx.enqueue({ type: BACKFILL_INDEX, payload });
}

/** Removes a chunk and leaves the rest to its successor, so that no transaction grows with the table. */
const purge: TaskHandler<State> = async (ctx, payload: PurgePayload) => {
  await ctx.transact([PURGE, ...payload.indexIds, payload.tableId ?? '', payload.expiryId ?? ''], async (tx) => {
    await removeTableRow(tx, payload);
    if (await waitsForCopies(tx, payload)) return;
    const isDone = await removeRows(tx, toPrefixes(payload));
    if (!isDone) tx.enqueue({ type: PURGE, payload });
  });
};

/** What is being copied stays until then: the last copy brings the task back. */
async function waitsForCopies(tx: Transaction, payload: PurgePayload): Promise<boolean> {
  if (payload.tableId === undefined) return false;
  const copies = await copiesOf(tx, payload.tableId);
  if (copies.length === 0) return false;
  tx.set(waitingPurgeKey(payload.tableId), Buffer.from(JSON.stringify({ type: PURGE, payload })));
  return true;
}

function toPrefixes({ tableId, indexIds, expiryId }: PurgePayload): readonly Key[] {
  const ownerIds = tableId === undefined ? indexIds : [tableId, ...indexIds];
  return [
    ...(tableId === undefined
      ? []
      : [
          itemsPrefix(tableId),
          ['dynamodb/tag', tableId],
          ['dynamodb/resource-policy', tableId],
          historyPrefix(tableId),
          historyTimePrefix(tableId),
          ...replicaPrefixes(tableId),
        ]),
    ...indexIds.flatMap((indexId) => [indexPrefix(indexId), ['dynamodb/backfill', indexId]]),
    ...ownerIds.map((ownerId) => ['dynamodb/count', ownerId]),
    ...(expiryId === undefined ? [] : [expiryPrefix(expiryId), sweepKey(expiryId)]),
  ];
}

/** A table whose deletion took its time still has its row, unless another one has taken the name. */
async function removeTableRow(tx: Transaction, { address, tableId }: PurgePayload): Promise<void> {
  const bytes = await tx.get(tableKey(address));
  if (!bytes) return;
  const table = JSON.parse(Buffer.from(bytes).toString()) as Table;
  if (table.tableId === tableId) tx.delete(tableKey(address));
}

/** Whether nothing is left. */
async function removeRows(tx: Transaction, prefixes: readonly Key[]): Promise<boolean> {
  let left = PURGE_CHUNK_ROWS;
  for (const prefix of prefixes) {
    const entries = await tx.list({ prefix, limit: left });
    for (const { key } of entries) tx.delete(key);
    left -= entries.length;
    if (left === 0) return false;
  }
  return true;
}

/** One chunk a time; the last one makes the index readable. */
const backfillIndex: TaskHandler<State> = async (ctx: KernelContext<State>, payload: BackfillPayload) => {
  await ctx.transact([BACKFILL_INDEX, payload.indexId], async (tx) => {
    const table = await findTable(ctx, tx, payload.address);
    const index = table?.indexes.find(({ indexId }) => indexId === payload.indexId);
    // The table or the index went in the meantime.
    if (!table || table.tableId !== payload.tableId || !index?.isBackfilling) return;
    const isDone = await backfillChunk(tx, table, index);
    if (!isDone) return tx.enqueue({ type: BACKFILL_INDEX, payload });

    const { isBackfilling: _, ...filled } = index;
    setTable(tx, { ...table, indexes: table.indexes.map((one) => (one === index ? filled : one)) });
  });
};

export const tasks: Readonly<Record<string, TaskHandler<State>>> = {
  [PURGE]: purge,
  [BACKFILL_INDEX]: backfillIndex,
  [BACKFILL_EXPIRY]: backfillExpiry,
  [SWEEP_EXPIRED]: sweepExpired,
  [TEND_STREAM]: tendStream,
  ...backupTasks,
  ...replicaTasks,
  ...transactionTasks,
};
