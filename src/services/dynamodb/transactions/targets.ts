import { pack } from '../../../lib/tuple.ts';
import type { Lane, Snapshot } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { severalOperationsOnItem } from '../errors.ts';
import type { ItemKey } from '../item-key.ts';
import type { ItemWrite } from '../item-write.ts';
import { itemKey, requireTable, tableKey } from '../store.ts';
import type { Table } from '../table.ts';
import type { Source } from '../throttling/limits-of-table.ts';
import { attempt, requireInTurn, requireKeyValues, type Attempt } from './attempt.ts';
import type { Place } from './ongoing.ts';

/** The item that an action is about, as far as it is known without its table. */
export type ItemTarget = Pick<ItemWrite, 'address' | 'keyIn'>;

export interface Target {
  readonly table: Table;
  readonly key: ItemKey;
  /** Its key in storage, packed. */
  readonly place: string;
}

function toTarget(table: Table, { keyIn }: ItemTarget): Target {
  const key = keyIn(table);
  return { table, key, place: pack(itemKey(table.tableId, key)) };
}

/** What its capacity is taken from. */
export const toSource = ({ table, key }: Target): Source => ({ table, partition: key.partition });

/** The tables of all actions, in their order; the first that is not there refuses the request. */
export async function requireTables(
  ctx: Context,
  from: Snapshot,
  targets: readonly ItemTarget[],
): Promise<readonly Table[]> {
  const found = new Map<string, Table>();
  const tables: Table[] = [];
  for (const { address } of targets) {
    const name = pack(tableKey(address));
    const table = found.get(name) ?? (await requireTable(ctx, from, address));
    found.set(name, table);
    tables.push(table);
  }
  return tables;
}

/** By the tables as they were last seen, which may be out of date: it saves work, it decides nothing. */
export const expectTargets = (ctx: Context, targets: readonly ItemTarget[]): readonly (Target | undefined)[] =>
  targets.map((target) => {
    const table = ctx.state.tables.find(target.address)?.table;
    try {
      return table && toTarget(table, target);
    } catch {
      return undefined;
    }
  });

/**
 * Distinct items in their tables. Keys are held against the tables' schemas before anything else is looked at: values
 * that can be no key refuse the request, other faults cancel the transaction.
 */
export function requireDistinctTargets(
  tables: readonly Table[],
  targets: readonly ItemTarget[],
  expected: readonly (Target | undefined)[] = [],
): readonly Target[] {
  const attempts = targets.map((target, at): Attempt<Target> => {
    const known = expected[at];
    return known && known.table === tables[at] ? { value: known } : attempt(() => toTarget(tables[at]!, target));
  });
  requireKeyValues(attempts);
  const found = requireInTurn(attempts);
  if (new Set(found.map(({ place }) => place)).size < found.length) throw severalOperationsOnItem();
  return found;
}

/** Where the items of all actions lie, as far as their keys are any. */
export const findPlaces = (ctx: Context, targets: readonly ItemTarget[]): Promise<readonly Place[]> =>
  ctx.read(async (from) => {
    const tables = await requireTables(ctx, from, targets);
    const attempts = targets.map((target, at) => attempt(() => toTarget(tables[at]!, target)));
    return attempts.map((one) => ('value' in one ? one.value.place : undefined));
  });

/**
 * A transaction waits in the lane of the first of its items, in their order in storage. Those on the same items then
 * follow one another; any others are kept apart by storage, which repeats the one that comes late.
 */
export function laneOf(ctx: Context, expected: readonly (Target | undefined)[]): Lane {
  let first: Target | undefined;
  for (const target of expected) if (target && (!first || target.place < first.place)) first = target;
  return first ? itemKey(first.table.tableId, first.key) : ['dynamodb/transaction', ctx.requestId];
}
