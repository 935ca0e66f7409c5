import type { ConsumedCapacity, ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { Snapshot, Transaction } from '../../../storage/storage.ts';
import { toOutputItem, toStoredOutput } from '../answer.ts';
import type { Context, Output } from '../api.ts';
import {
  readUnits,
  sumConsumption,
  tableConsumption,
  toConsumedCapacity,
  writeUnits,
  type Consumption,
} from '../capacity.ts';
import type { ItemKey } from '../item-key.ts';
import { toItemKey } from '../item-key.ts';
import type { ItemWrite } from '../item-write.ts';
import { findItem, itemKey, requireTable } from '../store.ts';
import type { StoredItem } from '../stored-item.ts';
import type { Table } from '../table.ts';
import { parseTableName } from '../table-name.ts';
import { toKey } from '../values/compare.ts';
import { writeItem } from '../write-item.ts';
import { forEach } from './cancellation.ts';
import { severalOperationsOnItem } from './errors.ts';
import { requireKeyTypes } from './item-key.ts';
import type { Select } from './statement.ts';
import type { TableCost } from './transaction-token.ts';

/** One action of a transaction. */
export interface TransactWrite {
  readonly write: ItemWrite;
  /** A condition check: it writes nothing. */
  readonly isCheck: boolean;
  /** Refuses what the statement itself has wrong, given the table's schema. */
  readonly requireShape: (table: Table) => void;
}

export interface TransactWritten {
  readonly table: Table;
  readonly consumption: Consumption;
  readonly next: StoredItem | undefined;
}

/** All writes or none, in the caller's storage transaction. Throws TransactionCanceledException. */
export async function transactWrite(
  ctx: Context,
  tx: Transaction,
  writes: readonly TransactWrite[],
): Promise<readonly TransactWritten[]> {
  const tables = await Promise.all(writes.map(({ write }) => requireTable(ctx, tx, write.address)));
  for (const [at, { requireShape }] of writes.entries()) requireShape(tables[at]!);
  const keys = forEach(writes, ({ write }, at) => write.keyIn(tables[at]!));
  requireDistinctItems(tables, keys);

  const olds = await Promise.all(keys.map((key, at) => findItem(tx, tables[at]!.tableId, key)));
  const nexts = forEach(writes, ({ write }, at) => write.apply(olds[at], tables[at]!));
  return Promise.all(
    nexts.map(async (next, at) => {
      const table = tables[at]!;
      const change = { old: olds[at], next };
      const consumption = writes[at]!.isCheck ? checkConsumption(next) : await writeItem(tx, table, keys[at]!, change);
      return { table, consumption, next };
    }),
  );
}

/** A check costs what writing the item would. */
const checkConsumption = (checked: StoredItem | undefined): Consumption =>
  tableConsumption(writeUnits(checked?.sizeBytes ?? 0, 0));

export interface TransactRead {
  readonly table: Table;
  readonly units: number;
  readonly item: ReturnType<typeof toOutputItem> | undefined;
}

/** All reads at one moment. */
export async function transactRead(
  ctx: Context,
  from: Snapshot,
  selects: readonly Select[],
  requireKeyed: (select: Select, table: Table, at: number) => Parameters<typeof requireKeyTypes>[0],
): Promise<readonly TransactRead[]> {
  const tables = await Promise.all(
    selects.map(({ target }) => requireTable(ctx, from, parseTableName(ctx, target.table))),
  );
  const items = selects.map((select, at) => requireKeyed(select, tables[at]!, at));
  const keys = forEach(items, (item, at) => {
    requireKeyTypes(item, tables[at]!.keys);
    return toItemKey(item, tables[at]!.keys);
  });
  requireDistinctItems(tables, keys);

  const found = await Promise.all(keys.map((key, at) => findItem(from, tables[at]!.tableId, key)));
  return found.map((stored, at) => ({
    table: tables[at]!,
    units: transactionReadUnits(stored),
    item: stored && toProjected(ctx, selects[at]!, stored),
  }));
}

const toProjected = (ctx: Context, { projection }: Select, stored: StoredItem) =>
  projection ? toOutputItem(projection.apply(stored.item)) : toStoredOutput(ctx, stored);

function requireDistinctItems(tables: readonly Table[], keys: readonly ItemKey[]): void {
  const places = keys.map((key, at) =>
    itemKey(tables[at]!.tableId, key)
      .map((part) => (part instanceof Uint8Array ? toKey(part) : String(part)))
      .join('\0'),
  );
  if (new Set(places).size < places.length) throw severalOperationsOnItem();
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-capacity-handling */
const TRANSACTION_COST = 2;

const transactionReadUnits = (stored: StoredItem | undefined): number =>
  TRANSACTION_COST * readUnits(stored?.sizeBytes ?? 0, true);

/** What a replay reads. */
export const replayCosts = (written: readonly TransactWritten[]): readonly TableCost[] =>
  sumByTable(written.map(({ table, next }) => ({ tableName: table.name, units: transactionReadUnits(next) })));

function sumByTable(costs: readonly TableCost[]): readonly TableCost[] {
  const units = new Map<string, number>();
  for (const cost of costs) units.set(cost.tableName, (units.get(cost.tableName) ?? 0) + cost.units);
  return [...units].map(([tableName, total]) => ({ tableName, units: total }));
}

type Capacities = Pick<Output<'ExecuteTransaction'>, 'ConsumedCapacity'>;

/** One for each table. */
export function readCapacities(wanted: ReturnConsumedCapacity | undefined, costs: readonly TableCost[]): Capacities {
  return toCapacities(
    sumByTable(costs).flatMap(({ tableName, units }) => {
      const capacity = toConsumedCapacity(wanted, tableName, { tableUnits: units, indexes: [] });
      return capacity ? [withKind(capacity, 'ReadCapacityUnits')] : [];
    }),
  );
}

export function writeCapacities(
  wanted: ReturnConsumedCapacity | undefined,
  written: readonly TransactWritten[],
): Capacities {
  const names = [...new Set(written.map(({ table }) => table.name))];
  return toCapacities(
    names.flatMap((name) => {
      const parts = written.filter(({ table }) => table.name === name).map(({ consumption }) => doubled(consumption));
      const capacity = toConsumedCapacity(wanted, name, sumConsumption(parts));
      return capacity ? [withKind(capacity, 'WriteCapacityUnits')] : [];
    }),
  );
}

const toCapacities = (capacities: ConsumedCapacity[]): Capacities =>
  capacities.length > 0 ? { ConsumedCapacity: capacities } : {};

const doubled = ({ tableUnits, indexes }: Consumption): Consumption => ({
  tableUnits: TRANSACTION_COST * tableUnits,
  indexes: indexes.map(({ index, units }) => ({ index, units: TRANSACTION_COST * units })),
});

/** Transactions say whether they have read or written, in all and by table. */
function withKind(capacity: ConsumedCapacity, kind: 'ReadCapacityUnits' | 'WriteCapacityUnits'): ConsumedCapacity {
  const { CapacityUnits, Table } = capacity;
  return {
    ...capacity,
    [kind]: CapacityUnits,
    ...(Table ? { Table: { ...Table, [kind]: Table.CapacityUnits } } : {}),
  };
}
