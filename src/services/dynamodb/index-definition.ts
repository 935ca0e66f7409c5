import type {
  GlobalSecondaryIndex,
  LocalSecondaryIndex,
  Projection as ProjectionInput,
} from '@aws-sdk/client-dynamodb';
import { toThroughput } from './billing.ts';
import { invalidParameter, tooManyProjectedAttributes } from './errors.ts';
import { toGlobalKeys, toLocalKeys } from './key-definition.ts';
import type { KeyAttribute, KeySchema } from './key-schema.ts';
import { MAX_GLOBAL_INDEXES, MAX_LOCAL_INDEXES, MAX_PROJECTED_ATTRIBUTES } from './limits.ts';
import { requireNewOnDemandLimits } from './table-settings.ts';
import type { Billing, Index, OnDemandLimits, Projection, ProvisionedThroughput } from './table.ts';
import { newWarmThroughput } from './warm-throughput.ts';

/** An index without its id, which is drawn when the table is made. */
export type IndexDefinition = Omit<Index, 'indexId'>;

/** What the indexes of a new table are checked against. */
export interface TableFrame {
  readonly keys: KeySchema;
  readonly attributes: readonly KeyAttribute[];
  readonly billing: Billing;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html */
export function toLocalIndexes(
  inputs: readonly LocalSecondaryIndex[] | undefined,
  table: TableFrame,
): readonly IndexDefinition[] {
  if (!inputs) return [];
  if (inputs.length === 0) throw invalidParameter('List of LocalSecondaryIndexes is empty');
  if (!table.keys.sort) {
    throw invalidParameter(
      'Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    );
  }
  const indexes = inputs.map((input, at) => toLocalIndex(input, table, at + 1));
  requireDistinctNames(indexes);
  if (indexes.length > MAX_LOCAL_INDEXES) {
    throw invalidParameter(`Number of LocalSecondaryIndexes exceeds per-table limit of ${MAX_LOCAL_INDEXES}`);
  }
  return indexes;
}

function toLocalIndex(input: LocalSecondaryIndex, table: TableFrame, place: number): IndexDefinition {
  const name = input.IndexName!;
  const at = `localSecondaryIndexes.${place}.member.keySchema`;
  const keys = toLocalKeys(input.KeySchema ?? [], table.attributes, at);
  if (!keys.sort) throw invalidParameter(`Index KeySchema does not have a range key for index: ${name}`);
  if (keys.partition.name !== table.keys.partition.name) {
    throw invalidParameter(
      `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${name}. ` +
        `index hash key: ${keys.partition.name}, table hash key: ${table.keys.partition.name}`,
    );
  }
  return { name, kind: 'local', keys, projection: toProjection(input.Projection) };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html */
export function toGlobalIndexes(
  inputs: readonly GlobalSecondaryIndex[] | undefined,
  table: TableFrame,
): readonly IndexDefinition[] {
  if (!inputs) return [];
  if (inputs.length === 0) throw invalidParameter('List of GlobalSecondaryIndexes is empty');
  const indexes = inputs.map((input) => toGlobalIndex(input, table));
  requireDistinctNames(indexes);
  if (indexes.length > MAX_GLOBAL_INDEXES) {
    throw invalidParameter(`GlobalSecondaryIndex count exceeds the per-table limit of ${MAX_GLOBAL_INDEXES}`);
  }
  return indexes;
}

export function toGlobalIndex(input: GlobalSecondaryIndex, { attributes, billing }: TableFrame): IndexDefinition {
  const name = input.IndexName!;
  const keys = toGlobalKeys(input.KeySchema ?? [], attributes);
  const projection = toProjection(input.Projection);
  requireNewOnDemandLimits(input.OnDemandThroughput, billing, name);
  const definition = { name, kind: 'global', keys, projection, ...onDemandLimits(input.OnDemandThroughput) } as const;
  const withWarmThroughput = (throughput?: ProvisionedThroughput) => ({
    ...definition,
    ...(throughput ? { throughput } : {}),
    ...newWarmThroughput(input.WarmThroughput, billing, throughput, `index ${name}`),
  });
  if (billing.mode === 'PAY_PER_REQUEST') {
    if (!input.ProvisionedThroughput) return withWarmThroughput();
    throw invalidParameter(
      `ProvisionedThroughput should not be specified for index: ${name} when BillingMode is PAY_PER_REQUEST`,
    );
  }
  if (!input.ProvisionedThroughput) {
    throw invalidParameter(`ProvisionedThroughput is not specified for index: ${name}`);
  }
  return withWarmThroughput(toThroughput(input.ProvisionedThroughput));
}

export function toProjection(input: ProjectionInput | undefined): Projection {
  const type = input?.ProjectionType;
  const nonKeyAttributes = input?.NonKeyAttributes;
  if (type === undefined) throw invalidParameter('Unknown ProjectionType: null');
  if (nonKeyAttributes && type !== 'INCLUDE') {
    throw invalidParameter(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  }
  if (type !== 'INCLUDE') return { type };
  const duplicate = nonKeyAttributes?.find((name, at) => nonKeyAttributes.indexOf(name) !== at);
  if (duplicate !== undefined) throw invalidParameter(`Duplicate element in NonKeyAttributes: ${duplicate}`);
  if (!nonKeyAttributes) throw invalidParameter(`ProjectionType is ${type}, but NonKeyAttributes is not specified`);
  return { type, nonKeyAttributes };
}

export function requireDistinctNames(indexes: readonly IndexDefinition[]): void {
  const names = indexes.map(({ name }) => name);
  const duplicate = names.find((name, at) => names.indexOf(name) !== at);
  if (duplicate !== undefined) throw invalidParameter(`Duplicate index name: ${duplicate}`);
}

/**
 * Of all indexes together; the same attribute in two of them counts twice.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-secondary-indexes-projected-attributes
 */
export function requireFewProjectedAttributes(indexes: readonly IndexDefinition[]): void {
  const count = indexes.reduce((sum, { projection }) => sum + (projection.nonKeyAttributes?.length ?? 0), 0);
  if (count > MAX_PROJECTED_ATTRIBUTES) throw tooManyProjectedAttributes();
}

interface OnDemandThroughputInput {
  readonly MaxReadRequestUnits?: number | undefined;
  readonly MaxWriteRequestUnits?: number | undefined;
}

export function onDemandLimits(input: OnDemandThroughputInput | undefined): { onDemandLimits?: OnDemandLimits } {
  const { MaxReadRequestUnits: maxReadUnits, MaxWriteRequestUnits: maxWriteUnits } = input ?? {};
  if (maxReadUnits === undefined && maxWriteUnits === undefined) return {};
  return {
    onDemandLimits: {
      ...(maxReadUnits === undefined ? {} : { maxReadUnits }),
      ...(maxWriteUnits === undefined ? {} : { maxWriteUnits }),
    },
  };
}
