import { AwsError } from '../../kernel/aws-error.ts';
import { pack } from '../../lib/tuple.ts';
import { chain } from '../../storage/maybe-promise.ts';
import type { Lane, Transaction } from '../../storage/storage.ts';
import type { Context } from './api.ts';
import { tableConsumption, writeUnits, type Consumption } from './capacity.ts';
import type { ItemKey } from './item-key.ts';
import { findItem, itemKey, requireTable } from './store.ts';
import type { StoredItem } from './stored-item.ts';
import type { Table } from './table.ts';
import type { TableAddress } from './table-name.ts';
import { CapacityHold, requireIndexCapacity, spend } from './throttling/spending.ts';
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

/** Read, decide, write: one transaction in the item's lane. Gives what `answer` makes of it. */
export async function runItemWrite<T>(ctx: Context, write: ItemWrite, answer: (written: ItemWritten) => T): Promise<T> {
  const expected =
    expectedPlace(ctx, write) ??
    (await ctx.read((from) => chain(requireTable(ctx, from, write.address), (table) => place(table, write))));
  ctx.state.ongoing?.requireFree(pack(expected.lane));

  const { partition } = expected.key;
  const hold = new CapacityHold(ctx);
  /** What a condition was checked on, which is paid for even where it fails. */
  let read: { readonly table: Table; readonly old: StoredItem | undefined } | undefined;
  try {
    const written = await ctx.transact(expected.lane, (tx: Transaction) =>
      chain(requireTable(ctx, tx, write.address), (table) => {
        const key = table === expected.table ? expected.key : write.keyIn(table);
        hold.require('write', { table, partition });
        return chain(findItem(tx, table.tableId, key), (old) => {
          read = { table, old };
          const next = write.apply(old, table);
          return chain(writeItem(tx, table, key, { old, next }), (consumption) => {
            requireIndexCapacity(ctx, table, consumption);
            return { table, old, next, consumption };
          });
        });
      }),
    );
    spend(ctx, 'write', written.table, written.consumption, partition);
    return answer(written);
  } catch (error) {
    if (read && isConditionalCheckFailed(error)) {
      const units = writeUnits(read.old?.sizeBytes ?? 0, 0);
      spend(ctx, 'write', read.table, tableConsumption(units), partition);
    }
    throw error;
  } finally {
    hold.release();
  }
}

const isConditionalCheckFailed = (error: unknown): boolean =>
  error instanceof AwsError && error.code === 'ConditionalCheckFailedException';

interface Place {
  readonly table: Table;
  readonly key: ItemKey;
  readonly lane: Lane;
}

function place(table: Table, { keyIn }: ItemWrite): Place {
  const key = keyIn(table);
  return { table, key, lane: itemKey(table.tableId, key) };
}

/** Saves a read. What does not fit the table as it was last seen may well fit the table of now. */
function expectedPlace(ctx: Context, write: ItemWrite): Place | undefined {
  const table = ctx.state.tables.find(write.address)?.table;
  try {
    return table && place(table, write);
  } catch {
    return undefined;
  }
}
