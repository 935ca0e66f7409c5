import type { KeySchemaElement } from '@aws-sdk/client-dynamodb';
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
import { toJavaHashOrder } from './expressions/java-hash-order.ts';
import { listOfDefinitions, toKeyAttributes, toTableKeys } from './key-definition.ts';
import type { KeyAttribute } from './key-schema.ts';
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
  requireAllUsed(input, attributes);

  const frame = { keys, attributes, billing };
  const indexes = [
    ...toLocalIndexes(input.LocalSecondaryIndexes, frame),
    ...toGlobalIndexes(input.GlobalSecondaryIndexes, frame),
  ];
  requireDistinctNames(indexes);
  requireFewProjectedAttributes(indexes);
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

/** Before it looks at the indexes any further, DynamoDB wants every definition to be of some key. */
function requireAllUsed(input: Input<'CreateTable'>, attributes: readonly KeyAttribute[]): void {
  const { KeySchema = [], LocalSecondaryIndexes, GlobalSecondaryIndexes } = input;
  if (!LocalSecondaryIndexes && !GlobalSecondaryIndexes) return requireExactDefinitions(KeySchema, attributes);
  // An empty list is refused for that.
  if (LocalSecondaryIndexes?.length === 0 || GlobalSecondaryIndexes?.length === 0) return;
  const indexes = [...(LocalSecondaryIndexes ?? []), ...(GlobalSecondaryIndexes ?? [])];
  const schemas = [KeySchema, ...indexes.map((index) => index.KeySchema ?? [])].flat();
  const used = new Set(schemas.map(({ AttributeName }) => AttributeName!));
  if (attributes.every(({ name }) => used.has(name))) return;
  throw invalidParameter(
    `Some AttributeDefinitions are not used. AttributeDefinitions: ${listOfDefinitions(attributes)}, ` +
      `keys used: [${toJavaHashOrder([...used]).join(', ')}]`,
  );
}

function requireExactDefinitions(schema: readonly KeySchemaElement[], attributes: readonly KeyAttribute[]): void {
  if (schema.length === attributes.length) return;
  throw invalidParameter(
    'Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
  );
}
