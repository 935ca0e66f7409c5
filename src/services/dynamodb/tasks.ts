import type { TaskHandler } from '../../kernel/service.ts';
import type { EnqueueOptions, Key, Task, Transaction } from '../../storage/storage.ts';
import { PURGE_CHUNK_ROWS } from './limits.ts';
import type { State } from './state.ts';
import { indexPrefix, itemsPrefix, tableKey } from './store.ts';
import type { TableAddress } from './table-name.ts';
import type { Table } from './table.ts';

const PURGE_TABLE = 'dynamodb.purgeTable';

/** What a deleted table leaves behind. It names ids, so a table made again under the name is not touched. */
export interface PurgePayload {
  readonly address: TableAddress;
  readonly tableId: string;
  readonly indexIds: readonly string[];
}

export function enqueuePurge(tx: Transaction, table: Table, options?: EnqueueOptions): void {
  const { tableId, accountId, region, name } = table;
  const indexIds = table.indexes.map(({ indexId }) => indexId);
  const payload: PurgePayload = { address: { accountId, region, name }, tableId, indexIds };
  const task: Task = { type: PURGE_TABLE, payload };
  tx.enqueue(task, { ...options, id: `${PURGE_TABLE}/${tableId}` });
}

/** Removes a chunk and leaves the rest to its successor, so that no transaction grows with the table. */
const purgeTable: TaskHandler<State> = async (ctx, payload: PurgePayload) => {
  await ctx.transact([PURGE_TABLE, payload.tableId], async (tx) => {
    await removeTableRow(tx, payload);
    const isDone = await removeRows(tx, toPrefixes(payload));
    if (!isDone) tx.enqueue({ type: PURGE_TABLE, payload });
  });
};

const toPrefixes = ({ tableId, indexIds }: PurgePayload): readonly Key[] => [
  itemsPrefix(tableId),
  ...indexIds.map(indexPrefix),
  ...[tableId, ...indexIds].map((ownerId) => ['dynamodb/count', ownerId]),
  ['dynamodb/tag', tableId],
];

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

export const tasks: Readonly<Record<string, TaskHandler<State>>> = { [PURGE_TABLE]: purgeTable };
