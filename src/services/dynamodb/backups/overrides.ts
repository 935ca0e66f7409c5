import type {
  GlobalSecondaryIndex,
  LocalSecondaryIndex,
  OnDemandThroughput,
  SSESpecification,
} from '@aws-sdk/client-dynamodb';
import type { Input } from '../api.ts';
import { toThroughput } from '../billing.ts';
import { onDemandLimits, requireDistinctNames, type IndexDefinition } from '../index-definition.ts';
import { keyNames } from '../key-schema.ts';
import { notImplemented, requireConsistentSse } from '../table-settings.ts';
import type { Billing, Index, OnDemandLimits, Projection, Table, Throughput } from '../table.ts';
import { invalidRequest } from './errors.ts';

/** What both restores may want otherwise than it was. */
export type Overrides = Pick<
  Input<'RestoreTableFromBackup'>,
  | 'BillingModeOverride'
  | 'GlobalSecondaryIndexOverride'
  | 'LocalSecondaryIndexOverride'
  | 'OnDemandThroughputOverride'
  | 'ProvisionedThroughputOverride'
  | 'SSESpecificationOverride'
  | 'VectorIndexOverride'
>;

export type RestoredDefinition = Pick<Table, 'keys' | 'attributes' | 'billing' | 'sse' | 'onDemandLimits'> & {
  readonly indexes: readonly IndexDefinition[];
};

/**
 * A table as it is restored: with its keys, indexes, billing and encryption. Everything else has to be set again.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CreateBackup.html
 */
export function toRestoredDefinition(source: Table, overrides: Overrides, now: number): RestoredDefinition {
  if (overrides.VectorIndexOverride !== undefined) throw notImplemented('VectorIndexOverride');
  requireConsistentSse(overrides.SSESpecificationOverride);
  const billing = restoredBilling(source.billing, overrides, now);
  const limits = restoredLimits(source.onDemandLimits, overrides.OnDemandThroughputOverride, billing);
  const local = source.indexes.filter(({ kind }) => kind === 'local');
  const global = source.indexes.filter(({ kind }) => kind === 'global');
  const indexes = [
    ...restoredLocalIndexes(local, overrides.LocalSecondaryIndexOverride),
    ...restoredGlobalIndexes(global, overrides, billing),
  ];
  requireDistinctNames(indexes);
  const used = new Set([source, ...indexes].flatMap(({ keys }) => keyNames(keys)));
  return {
    keys: source.keys,
    attributes: source.attributes.filter(({ name }) => used.has(name)),
    billing,
    indexes,
    ...limits,
    ...restoredSse(source.sse, overrides.SSESpecificationOverride),
  };
}

function restoredSse(old: SSESpecification | undefined, override: SSESpecification | undefined): Pick<Table, 'sse'> {
  const sse = override ?? old;
  return sse ? { sse } : {};
}

function restoredBilling(old: Billing, overrides: Overrides, now: number): Billing {
  const { BillingModeOverride, ProvisionedThroughputOverride } = overrides;
  if (BillingModeOverride === 'PROVISIONED' && !ProvisionedThroughputOverride) {
    throw invalidRequest('Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED');
  }
  if (ProvisionedThroughputOverride && BillingModeOverride === 'PAY_PER_REQUEST') {
    throw invalidRequest('Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST');
  }
  const mode = BillingModeOverride ?? old.mode;
  if (mode === 'PAY_PER_REQUEST') {
    if (!ProvisionedThroughputOverride) return { mode, throughput: NO_THROUGHPUT, onDemandSince: now };
    throw invalidRequest('Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED');
  }
  if (!ProvisionedThroughputOverride) return { mode, throughput: recorded(old.throughput) };
  return { mode, throughput: toThroughput(ProvisionedThroughputOverride) };
}

const NO_THROUGHPUT: Throughput = { readUnits: 0, writeUnits: 0 };

/** Without when it was changed: this is another table. */
const recorded = ({ readUnits, writeUnits }: Throughput): Throughput => ({ readUnits, writeUnits });

type Limits = { onDemandLimits?: OnDemandLimits };

function restoredLimits(
  old: OnDemandLimits | undefined,
  override: OnDemandThroughput | undefined,
  { mode }: Billing,
): Limits {
  for (const name of ['MaxReadRequestUnits', 'MaxWriteRequestUnits'] as const) {
    const units = override?.[name];
    if (units === undefined) continue;
    if (mode === 'PROVISIONED') {
      throw invalidRequest(
        `Cannot override ${name} for OnDemandThroughput unless BillingModeOverride is PAY_PER_REQUEST`,
      );
    }
    if (units < 1 && units !== -1) {
      throw invalidRequest(`Requested ${name} for OnDemandThroughput is outside of valid range`);
    }
  }
  if (mode === 'PROVISIONED') return {};
  if (override) return onDemandLimits(override);
  return old ? { onDemandLimits: old } : {};
}

/** An index may get another name, and an empty list leaves all out; but a restore makes no index that was not there. */
function restoredLocalIndexes(
  old: readonly Index[],
  override: readonly LocalSecondaryIndex[] | undefined,
): readonly IndexDefinition[] {
  if (!override) return old.map(toDefinition);
  return override.map((wanted) => ({ ...toDefinition(requireSame(old, wanted)), name: wanted.IndexName! }));
}

function restoredGlobalIndexes(
  old: readonly Index[],
  { GlobalSecondaryIndexOverride, BillingModeOverride }: Overrides,
  billing: Billing,
): readonly IndexDefinition[] {
  if (!GlobalSecondaryIndexOverride) {
    return old.map((index) => ({
      ...toDefinition(index),
      ...restoredLimits(index.onDemandLimits, undefined, billing),
      ...(billing.mode === 'PROVISIONED' ? { throughput: recorded(requireThroughput(index.throughput, index)) } : {}),
    }));
  }
  return GlobalSecondaryIndexOverride.map((wanted) => {
    const index = requireSame(old, wanted);
    const name = wanted.IndexName!;
    const limits = restoredLimits(index.onDemandLimits, wanted.OnDemandThroughput, billing);
    const { ProvisionedThroughput, WarmThroughput } = wanted;
    const definition = { ...toDefinition(index), name, ...limits, ...warmThroughput(WarmThroughput) };
    if (billing.mode === 'PROVISIONED') {
      const throughput = requireThroughput(ProvisionedThroughput && toThroughput(ProvisionedThroughput), { name });
      return { ...definition, throughput };
    }
    if (!ProvisionedThroughput) return definition;
    throw invalidRequest(
      BillingModeOverride
        ? `Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST for index ${name}`
        : `Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED for index ${name}`,
    );
  });
}

const warmThroughput = (wanted: GlobalSecondaryIndex['WarmThroughput']): Pick<Index, 'warmThroughput'> =>
  wanted
    ? { warmThroughput: { readUnits: wanted.ReadUnitsPerSecond ?? 0, writeUnits: wanted.WriteUnitsPerSecond ?? 0 } }
    : {};

const toDefinition = ({ name, kind, keys, projection }: Index): IndexDefinition => ({ name, kind, keys, projection });

function requireThroughput(throughput: Throughput | undefined, { name }: Pick<Index, 'name'>): Throughput {
  if (throughput) return throughput;
  throw invalidRequest(`Must specify provisioned throughput for index ${name}`);
}

type WantedIndex = Pick<GlobalSecondaryIndex, 'IndexName' | 'KeySchema' | 'Projection'>;

function requireSame(indexes: readonly Index[], wanted: WantedIndex): Index {
  const index = indexes.find(
    ({ keys, projection }) => isSameKeys(keys, wanted) && isSameProjection(projection, wanted),
  );
  if (index) return index;
  throw invalidRequest(
    `Index ${wanted.IndexName} does not match a secondary index that existed in the source table and ` +
      'cannot be created during the restore operation',
  );
}

const isSameKeys = (keys: Index['keys'], { KeySchema = [] }: WantedIndex): boolean =>
  JSON.stringify(keyNames(keys)) === JSON.stringify(KeySchema.map(({ AttributeName }) => AttributeName)) &&
  KeySchema.every(({ KeyType }, at) => KeyType === (at === 0 ? 'HASH' : 'RANGE'));

const isSameProjection = ({ type, nonKeyAttributes = [] }: Projection, { Projection: wanted }: WantedIndex): boolean =>
  wanted?.ProjectionType === type &&
  JSON.stringify([...nonKeyAttributes].sort()) === JSON.stringify([...(wanted.NonKeyAttributes ?? [])].sort());
