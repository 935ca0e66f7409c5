import type { Input } from './api.ts';
import { toBilling } from './billing.ts';
import { invalidParameter } from './errors.ts';
import {
  onDemandLimits,
  requireDistinctNames,
  requireFewProjectedAttributes,
  toGlobalIndexes,
  toLocalIndexes,
  type IndexDefinition,
} from './index-definition.ts';
import { toKeyAttributes, toTableKeys } from './key-definition.ts';
import { keyNames, type KeyAttribute, type KeySchema } from './key-schema.ts';
import {
  requireConsistentSse,
  requireKnownSettings,
  requireNewOnDemandLimits,
  requireStreamOfNewTable,
  requireTableClass,
} from './table-settings.ts';
import type { Table } from './table.ts';
import { newWarmThroughput } from './warm-throughput.ts';

/** A table as CreateTable describes it: everything but its ids, its place and its instants. */
export type TableDefinition = Pick<
  Table,
  'keys' | 'attributes' | 'billing' | 'isDeletionProtected' | 'tableClass' | 'sse' | 'onDemandLimits' | 'warmThroughput'
> & { readonly indexes: readonly IndexDefinition[] };

/** Checks in the order in which DynamoDB does; each of its errors hides those below it. */
export function toTableDefinition(input: Input<'CreateTable'>, now: number): TableDefinition {
  requireKnownSettings(input);
  requireTableClass(input.TableClass);
  requireStreamOfNewTable(input.StreamSpecification);
  requireConsistentSse(input.SSESpecification);
  const billing = toBilling(input, now);
  const attributes = toKeyAttributes(input.AttributeDefinitions ?? []);
  requireNewOnDemandLimits(input.OnDemandThroughput, billing);
  const keys = toTableKeys(input.KeySchema ?? [], attributes);
  if (!input.LocalSecondaryIndexes && !input.GlobalSecondaryIndexes) requireExactDefinitions(keys, attributes);

  const frame = { keys, attributes, billing };
  const indexes = [
    ...toLocalIndexes(input.LocalSecondaryIndexes, frame),
    ...toGlobalIndexes(input.GlobalSecondaryIndexes, frame),
  ];
  requireDistinctNames(indexes);
  requireFewProjectedAttributes(indexes);
  requireAllUsed(keys, indexes, attributes);
  return {
    keys,
    attributes,
    billing,
    indexes,
    isDeletionProtected: input.DeletionProtectionEnabled ?? false,
    ...(input.TableClass ? { tableClass: input.TableClass } : {}),
    ...(input.SSESpecification ? { sse: input.SSESpecification } : {}),
    ...onDemandLimits(input.OnDemandThroughput),
    ...newWarmThroughput(input.WarmThroughput, billing, undefined, 'table'),
  };
}

function requireExactDefinitions(keys: KeySchema, attributes: readonly KeyAttribute[]): void {
  if (keyNames(keys).length === attributes.length) return;
  throw invalidParameter(
    'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
  );
}

function requireAllUsed(
  keys: KeySchema,
  indexes: readonly IndexDefinition[],
  attributes: readonly KeyAttribute[],
): void {
  const used = [...new Set([keys, ...indexes.map((index) => index.keys)].flatMap(keyNames))];
  if (attributes.every(({ name }) => used.includes(name))) return;
  throw invalidParameter(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${attributes.map(({ name }) => name).join(', ')}], ` +
      `keys used: [${used.join(', ')}]`,
  );
}
