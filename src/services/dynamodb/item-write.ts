import type { Lane, Transaction } from '../../storage/storage.ts';
import type { Context } from './api.ts';
import type { Consumption } from './capacity.ts';
import type { ItemKey } from './item-key.ts';
import { findItem, itemKey, requireTable, tableKey } from './store.ts';
import type { StoredItem } from './stored-item.ts';
import type { Table } from './table.ts';
import type { TableAddress } from './table-name.ts';
import { writeItem, type ItemChange } from './write-item.ts';

/** A PutItem, UpdateItem or DeleteItem: checked as far as it can be without its table. */
export interface ItemWrite {
  readonly address: TableAddress;
  /** Checks the request against the table's schema. Pure: asked once for the lane and again inside the transaction. */
  readonly keyIn: (table: Table) => ItemKey;
  /** The item after, undefined for none. Pure, for it may run again; throws what refuses the write. */
  readonly apply: (old: StoredItem | undefined, table: Table) => StoredItem | undefined;
}

export interface ItemWritten extends ItemChange {
  readonly table: Table;
  readonly consumption: Consumption;
}

/** Read, decide, write: one transaction in the item's lane. */
export async function runItemWrite(ctx: Context, { address, keyIn, apply }: ItemWrite): Promise<ItemWritten> {
  const expected =
    ctx.state.tables.lastSeen(tableKey(address)) ?? (await ctx.read((from) => requireTable(ctx, from, address)));
  const lane: Lane = itemKey(expected.tableId, keyIn(expected));

  return ctx.transact(lane, async (tx: Transaction) => {
    const table = await requireTable(ctx, tx, address);
    const key = keyIn(table);
    const old = await findItem(tx, table.tableId, key);
    const next = apply(old, table);
    const written = writeItem(tx, table, key, { old, next });
    return { table, old, next, consumption: written instanceof Promise ? await written : written };
  });
}
