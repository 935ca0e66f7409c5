import type { UpdateReplicationGroupMemberAction } from '@aws-sdk/client-dynamodb';
import type { Index, Table } from '../table.ts';
import { limitOfProvisioned, overrideOnDemand } from './errors.ts';

type Overrides = Pick<
  UpdateReplicationGroupMemberAction,
  'ProvisionedThroughputOverride' | 'OnDemandThroughputOverride' | 'GlobalSecondaryIndexes' | 'TableClassOverride'
>;

/** What reading may cost, and the class, may differ from replica to replica. Indexes that are not there are ignored. */
export function overrideReads(table: Table, overrides: Overrides, now: number): Table {
  const readUnits = overrides.ProvisionedThroughputOverride?.ReadCapacityUnits;
  const maxReadUnits = overrides.OnDemandThroughputOverride?.MaxReadRequestUnits;
  const { TableClassOverride: tableClass, GlobalSecondaryIndexes: indexes = [] } = overrides;
  const isProvisioned = table.billing.mode === 'PROVISIONED';
  return {
    ...table,
    ...(readUnits !== undefined && isProvisioned
      ? { billing: { ...table.billing, throughput: { ...table.billing.throughput, readUnits } } }
      : {}),
    ...(maxReadUnits !== undefined && !isProvisioned
      ? { onDemandLimits: { ...table.onDemandLimits, maxReadUnits } }
      : {}),
    ...(tableClass === undefined ? {} : { tableClass, tableClassUpdatedAt: now }),
    indexes: table.indexes.map((index) => overrideIndex(index, indexes, isProvisioned)),
  };
}

function overrideIndex(
  index: Index,
  overrides: NonNullable<Overrides['GlobalSecondaryIndexes']>,
  isProvisioned: boolean,
): Index {
  const override = overrides.find(({ IndexName }) => IndexName === index.name);
  const readUnits = override?.ProvisionedThroughputOverride?.ReadCapacityUnits;
  const maxReadUnits = override?.OnDemandThroughputOverride?.MaxReadRequestUnits;
  return {
    ...index,
    ...(readUnits !== undefined && isProvisioned && index.throughput
      ? { throughput: { ...index.throughput, readUnits } }
      : {}),
    ...(maxReadUnits !== undefined && !isProvisioned
      ? { onDemandLimits: { ...index.onDemandLimits, maxReadUnits } }
      : {}),
  };
}

/** Of a replica that is there; a new one may be given what its mode does not use. */
export function requireOverridesFit({ billing }: Table, overrides: Overrides): void {
  const all = [overrides, ...(overrides.GlobalSecondaryIndexes ?? [])];
  if (billing.mode === 'PROVISIONED') {
    if (all.some(({ OnDemandThroughputOverride }) => OnDemandThroughputOverride)) throw limitOfProvisioned();
  } else if (all.some(({ ProvisionedThroughputOverride }) => ProvisionedThroughputOverride)) throw overrideOnDemand();
}
