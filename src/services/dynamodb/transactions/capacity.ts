import type { Capacity, ConsumedCapacity, ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { Context } from '../api.ts';
import { sumConsumption, toConsumedCapacity, type Consumption } from '../capacity.ts';
import type { ItemKey } from '../item-key.ts';
import { UNITS_PER_TRANSACTIONAL_UNIT } from '../limits.ts';
import type { Table } from '../table.ts';
import { spend } from '../throttling/spending.ts';

/** What became of one action. */
export interface TransactionPart {
  readonly table: Table;
  readonly key: ItemKey;
  /** As outside a transaction. */
  readonly consumption: Consumption;
}

type Kind = 'read' | 'write';

/**
 * One entry for each table; transactions say what kind of units they took.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-capacity-handling
 */
export function transactionCapacity(
  wanted: ReturnConsumedCapacity | undefined,
  kind: Kind,
  parts: readonly TransactionPart[],
): { ConsumedCapacity?: ConsumedCapacity[] } {
  const capacities = partsByTable(parts).flatMap(([table, consumptions]) => {
    const capacity = toConsumedCapacity(wanted, table.name, transactional(sumConsumption(consumptions)));
    return capacity ? [withKind(capacity, kind)] : [];
  });
  return capacities.length > 0 ? { ConsumedCapacity: capacities } : {};
}

function partsByTable(parts: readonly TransactionPart[]): readonly (readonly [Table, readonly Consumption[]])[] {
  const tables = new Map(parts.map(({ table }) => [table.tableId, table]));
  return [...tables.values()].map((table) => [
    table,
    parts.filter((part) => part.table.tableId === table.tableId).map(({ consumption }) => consumption),
  ]);
}

/** Once for what has been done. */
export function spendAll(ctx: Context, kind: Kind, parts: readonly TransactionPart[]): void {
  for (const { table, key, consumption } of parts) spend(ctx, kind, table, transactional(consumption), key.partition);
}

export const transactional = ({ tableUnits, indexes }: Consumption): Consumption => ({
  tableUnits: tableUnits * UNITS_PER_TRANSACTIONAL_UNIT,
  indexes: indexes.map(({ index, units }) => ({ index, units: units * UNITS_PER_TRANSACTIONAL_UNIT })),
});

function withKind(capacity: ConsumedCapacity, kind: Kind): ConsumedCapacity {
  const { Table, LocalSecondaryIndexes, GlobalSecondaryIndexes } = capacity;
  return {
    ...ofKind(capacity, kind),
    ...(Table ? { Table: ofKind(Table, kind) } : {}),
    ...(LocalSecondaryIndexes ? { LocalSecondaryIndexes: eachOfKind(LocalSecondaryIndexes, kind) } : {}),
    ...(GlobalSecondaryIndexes ? { GlobalSecondaryIndexes: eachOfKind(GlobalSecondaryIndexes, kind) } : {}),
  };
}

const ofKind = <C extends Capacity>(capacity: C, kind: Kind): C => ({
  ...capacity,
  [kind === 'read' ? 'ReadCapacityUnits' : 'WriteCapacityUnits']: capacity.CapacityUnits,
});

const eachOfKind = (capacities: Record<string, Capacity>, kind: Kind): Record<string, Capacity> =>
  Object.fromEntries(Object.entries(capacities).map(([name, capacity]) => [name, ofKind(capacity, kind)]));
