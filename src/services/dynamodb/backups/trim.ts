import type { Snapshot, Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { findTable } from '../store.ts';
import type { Table } from '../table.ts';
import type { TableAddress } from '../table-name.ts';
import { historyTimePrefix, imageKeyOf } from './history.ts';
import { DAY_MS, REMOVAL_CHUNK_ROWS, TRIM_INTERVAL_MS } from './limits.ts';
import { copiesOf } from './store.ts';

export const TRIM_HISTORY = 'dynamodb.trimHistory';

interface TrimPayload {
  readonly address: TableAddress;
  readonly tableId: string;
}

export function enqueueTrim(tx: Transaction, { accountId, region, name, tableId }: Table, at: number): void {
  const payload: TrimPayload = { address: { accountId, region, name }, tableId };
  tx.enqueue({ type: TRIM_HISTORY, payload }, { at, id: `${TRIM_HISTORY}/${tableId}` });
}

/** Removes the images that no restore can ask for any more, a chunk at a time, and daily as long as there are new ones. */
export async function trimHistory(ctx: Context, { address, tableId }: TrimPayload): Promise<void> {
  await ctx.transact([TRIM_HISTORY, tableId], async (tx) => {
    const table = await findTable(ctx, tx, address);
    if (table?.tableId !== tableId) return;
    const neededSince = await neededFrom(tx, table);
    const prefix = historyTimePrefix(tableId);
    const rows = await tx.list({
      prefix,
      limit: REMOVAL_CHUNK_ROWS,
      isUnguarded: true,
      ...(neededSince === undefined ? {} : { lt: [...prefix, neededSince] }),
    });
    for (const { key } of rows) {
      tx.delete(key);
      tx.delete(imageKeyOf(tableId, key));
    }
    if (rows.length === REMOVAL_CHUNK_ROWS) return enqueueTrim(tx, table, tx.now);
    if (table.recovery) enqueueTrim(tx, table, tx.now + TRIM_INTERVAL_MS);
  });
}

/** Images of before are of no use; undefined where none is. */
async function neededFrom(from: Snapshot, { tableId, recovery }: Table): Promise<number | undefined> {
  const copied = await copiesOf(from, tableId);
  const instants = [
    ...copied.flatMap((copy) => (copy.from.kind === 'table' ? [copy.from.moment.at] : [])),
    ...(recovery ? [from.now - recovery.periodDays * DAY_MS] : []),
  ];
  return instants.length === 0 ? undefined : Math.min(...instants);
}
