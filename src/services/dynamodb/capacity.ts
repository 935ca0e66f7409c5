import type { Capacity, ConsumedCapacity, ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { READ_UNIT_BYTES, WRITE_UNIT_BYTES } from './limits.ts';
import type { Index } from './table.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html: nothing found costs one unit too. */
export const readUnits = (sizeBytes: number, isConsistent: boolean): number =>
  Math.max(1, Math.ceil(sizeBytes / READ_UNIT_BYTES)) * (isConsistent ? 1 : 0.5);

/** A write costs the larger of the item before and after. */
export const writeUnits = (oldSizeBytes: number, newSizeBytes: number): number =>
  Math.max(1, Math.ceil(Math.max(oldSizeBytes, newSizeBytes) / WRITE_UNIT_BYTES));

/** What a request cost, by where. Indexes that cost nothing are not in it. */
export interface Consumption {
  readonly tableUnits: number;
  readonly indexes: readonly IndexConsumption[];
}

export interface IndexConsumption {
  readonly index: Pick<Index, 'name' | 'kind'>;
  readonly units: number;
}

export const tableConsumption = (tableUnits: number): Consumption => ({ tableUnits, indexes: [] });

/** The members of an output; nothing where the request does not ask for it. */
export function consumedCapacity(
  wanted: ReturnConsumedCapacity | undefined,
  tableName: string,
  consumption: Consumption,
): { ConsumedCapacity?: ConsumedCapacity } {
  const capacity = toConsumedCapacity(wanted, tableName, consumption);
  return capacity ? { ConsumedCapacity: capacity } : {};
}

export function toConsumedCapacity(
  wanted: ReturnConsumedCapacity | undefined,
  tableName: string,
  { tableUnits, indexes }: Consumption,
): ConsumedCapacity | undefined {
  if (wanted !== 'TOTAL' && wanted !== 'INDEXES') return undefined;
  const total = { TableName: tableName, CapacityUnits: indexes.reduce((sum, { units }) => sum + units, tableUnits) };
  if (wanted === 'TOTAL') return total;

  const local = byName(indexes.filter(({ index }) => index.kind === 'local'));
  const global = byName(indexes.filter(({ index }) => index.kind === 'global'));
  return {
    ...total,
    Table: { CapacityUnits: tableUnits },
    ...(local ? { LocalSecondaryIndexes: local } : {}),
    ...(global ? { GlobalSecondaryIndexes: global } : {}),
  };
}

function byName(indexes: readonly IndexConsumption[]): Record<string, Capacity> | undefined {
  if (indexes.length === 0) return undefined;
  return Object.fromEntries(indexes.map(({ index, units }) => [index.name, { CapacityUnits: units }]));
}

/** A batch costs what its parts cost. */
export function sumConsumption(parts: readonly Consumption[]): Consumption {
  const units = new Map<string, IndexConsumption>();
  for (const { index, units: more } of parts.flatMap((part) => part.indexes)) {
    units.set(index.name, { index, units: (units.get(index.name)?.units ?? 0) + more });
  }
  return { tableUnits: parts.reduce((sum, part) => sum + part.tableUnits, 0), indexes: [...units.values()] };
}
