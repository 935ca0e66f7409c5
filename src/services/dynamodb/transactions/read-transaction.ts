import type { Context } from '../api.ts';
import { readUnits, tableConsumption } from '../capacity.ts';
import { transactionTooLarge } from '../errors.ts';
import { MAX_TRANSACTION_BYTES } from '../limits.ts';
import { findItem } from '../store.ts';
import type { StoredItem } from '../stored-item.ts';
import { requireCapacity } from '../throttling/spending.ts';
import { attempt, requireAll } from './attempt.ts';
import { spendAll, type TransactionPart } from './capacity.ts';
import {
  findPlaces,
  requireDistinctTargets,
  requireTables,
  toSource,
  type ItemTarget,
  type Target,
} from './targets.ts';

export interface ItemReadPart extends TransactionPart {
  readonly stored: StoredItem | undefined;
}

/** All items of one moment, in the order of the reads. What `keyIn` throws are the reasons of a cancellation. */
export async function runReadTransaction(ctx: Context, reads: readonly ItemTarget[]): Promise<readonly ItemReadPart[]> {
  ctx.state.ongoing?.requireNoConflict(await findPlaces(ctx, reads));
  const parts = await readAll(ctx, reads);
  spendAll(ctx, 'read', parts);
  return parts;
}

const readAll = (ctx: Context, reads: readonly ItemTarget[]): Promise<readonly ItemReadPart[]> =>
  ctx.read(async (from) => {
    const tables = await requireTables(ctx, from, reads);
    const targets = requireDistinctTargets(tables, reads);
    requireAll(targets.map((target) => attempt(() => requireCapacity(ctx, 'read', toSource(target)))));
    const items = await Promise.all(targets.map(({ table, key }) => findItem(from, table.tableId, key)));
    requireTransactionSize(items);
    return items.map((stored, at) => ({ ...toReadPart(targets[at]!, stored), stored }));
  });

/** Consistent, as all of a transaction is. */
export const toReadPart = ({ table, key }: Target, item: StoredItem | undefined): TransactionPart => ({
  table,
  key,
  consumption: tableConsumption(readUnits(item?.sizeBytes ?? 0, true)),
});

function requireTransactionSize(items: readonly (StoredItem | undefined)[]): void {
  const sizeBytes = items.reduce((sum, item) => sum + (item?.sizeBytes ?? 0), 0);
  if (sizeBytes > MAX_TRANSACTION_BYTES) throw transactionTooLarge();
}
