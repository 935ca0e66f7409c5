import { pack } from '../../../lib/tuple.ts';
import type { Lane, Snapshot } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { severalOperationsOnItem } from '../errors.ts';
import type { ItemKey } from '../item-key.ts';
import type { ItemWrite } from '../item-write.ts';
import { itemKey, requireTable, tableKey } from '../store.ts';
import type { Table } from '../table.ts';
import { attempt, requireKeyValues, type Attempt } from './attempt.ts';
import type { Place } from './ongoing.ts';

/** The item that an action is about. */
export type ItemTarget = Pick<ItemWrite, 'address' | 'keyIn'>;

/** The tables of all actions, in their order; the first that is not there refuses the request. */
export async function requireTables(
  ctx: Context,
  from: Snapshot,
  targets: readonly ItemTarget[],
): Promise<readonly Table[]> {
  const found = new Map<string, Table>();
  const tables: Table[] = [];
  for (const { address } of targets) {
    const name = tableKey(address).join('/');
    const table = found.get(name) ?? (await requireTable(ctx, from, address));
    found.set(name, table);
    tables.push(table);
  }
  return tables;
}

/** Where the items of all actions lie, as far as their keys are any. */
export const findPlaces = (ctx: Context, targets: readonly ItemTarget[]): Promise<readonly Place[]> =>
  ctx.read(async (from) => {
    const tables = await requireTables(ctx, from, targets);
    const keys = targets.map(({ keyIn }, at) => attempt(() => keyIn(tables[at]!)));
    return keys.map((key, at) => ('value' in key ? pack(itemKey(tables[at]!.tableId, key.value)) : undefined));
  });

/** Keys that are none are left to the reasons of the cancellation, except where the value itself is the fault. */
export function requireDistinctTargets(tables: readonly Table[], keys: readonly Attempt<ItemKey>[]): void {
  requireKeyValues(keys);
  const places = keys.flatMap((key, at) => ('value' in key ? [pack(itemKey(tables[at]!.tableId, key.value))] : []));
  if (new Set(places).size < places.length) throw severalOperationsOnItem();
}

/**
 * A transaction waits in the lane of the first of its items, in their order in storage. Those on the same items then
 * follow one another; any others are kept apart by storage, which repeats the one that comes late.
 */
export function laneOf(ctx: Context, targets: readonly ItemTarget[]): Lane {
  const lanes = targets.flatMap((target) => expectedLane(ctx, target) ?? []);
  const [first] = lanes.toSorted((a, b) => (a.packed < b.packed ? -1 : 1));
  return first?.lane ?? ['dynamodb/transaction', ctx.requestId];
}

/** By the table as it was last seen: a lane saves work, it decides nothing. */
function expectedLane(ctx: Context, { address, keyIn }: ItemTarget) {
  const table = ctx.state.tables.lastSeen(tableKey(address));
  try {
    const lane = table && itemKey(table.tableId, keyIn(table));
    return lane && { lane, packed: pack(lane) };
  } catch {
    return undefined;
  }
}
