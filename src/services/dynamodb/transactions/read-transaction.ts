import type { Context } from '../api.ts';
import { readUnits, tableConsumption } from '../capacity.ts';
import { transactionTooLarge } from '../errors.ts';
import { MAX_TRANSACTION_BYTES } from '../limits.ts';
import { findItem } from '../store.ts';
import type { StoredItem } from '../stored-item.ts';
import type { TransactionPart } from './capacity.ts';
import { findPlaces, requireDistinctTargets, requireTables, type ItemTarget } from './targets.ts';

export interface ItemReadPart extends TransactionPart {
  readonly stored: StoredItem | undefined;
}

/** All items of one moment, in the order of the reads. What `keyIn` throws are the reasons of a cancellation. */
export async function runReadTransaction(ctx: Context, reads: readonly ItemTarget[]): Promise<readonly ItemReadPart[]> {
  ctx.state.ongoing?.requireNoConflict(await findPlaces(ctx, reads));
  return ctx.read(async (from) => {
    const tables = await requireTables(ctx, from, reads);
    const targets = requireDistinctTargets(tables, reads);
    const items = await Promise.all(targets.map(({ table, key }) => findItem(from, table.tableId, key)));
    requireTransactionSize(items);
    return items.map((stored, at) => ({
      table: tables[at]!,
      stored,
      consumption: tableConsumption(readUnits(stored?.sizeBytes ?? 0, true)),
    }));
  });
}

function requireTransactionSize(items: readonly (StoredItem | undefined)[]): void {
  const sizeBytes = items.reduce((sum, item) => sum + (item?.sizeBytes ?? 0), 0);
  if (sizeBytes > MAX_TRANSACTION_BYTES) throw transactionTooLarge();
}
