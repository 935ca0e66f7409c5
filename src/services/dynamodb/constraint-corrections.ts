import type { Constraints, Facts } from '../../model/constraints.ts';

/** The order in which DynamoDB names an enum's values, which is not its model's. */
const ReturnValues: Facts = { enum: ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'] };
const Select: Facts = { enum: ['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'] };
const ConditionalOperator: Facts = { enum: ['OR', 'AND'] };
const ComparisonOperator: Facts = {
  enum: [
    'IN',
    'NULL',
    'BETWEEN',
    'LT',
    'NOT_CONTAINS',
    'EQ',
    'GT',
    'NOT_NULL',
    'NE',
    'LE',
    'BEGINS_WITH',
    'GE',
    'CONTAINS',
  ],
};

/**
 * What AWS's answers contradict in its model: as recorded by dynalite's tests and by the public conformance suite.
 * An empty fact takes a constraint away: the operation says it in other words.
 */
const CORRECTIONS: Constraints = {
  AttributeDefinition: { AttributeType: { enum: ['B', 'N', 'S'] } },
  BatchGetItemInput: { RequestItems: { max: 100 } },
  BatchWriteItemInput: { RequestItems: { max: 25, value: { min: 1, max: 25 } } },
  Condition: { ComparisonOperator },
  CreateTableInput: { TableClass: {}, TableName: {} },
  DeleteItemInput: { ConditionalOperator, ReturnValues, TableName: {} },
  DeleteTableInput: { TableName: {} },
  DescribeTableInput: { TableName: {} },
  DescribeTimeToLiveInput: { TableName: {} },
  ExpectedAttributeValue: { ComparisonOperator },
  GetItemInput: { TableName: {} },
  KeysAndAttributes: { Keys: { min: 1 } },
  KeySchemaElement: { KeyType: { enum: ['HASH', 'RANGE'] } },
  Projection: { ProjectionType: { enum: ['ALL', 'INCLUDE', 'KEYS_ONLY'] } },
  PutItemInput: { ConditionalOperator, ReturnValues, TableName: {} },
  QueryInput: { ConditionalOperator, Limit: {}, Select, TableName: {} },
  ScanInput: { ConditionalOperator, Select, TableName: {} },
  UpdateItemInput: { ConditionalOperator, ReturnValues, TableName: {} },
  UpdateTableInput: { TableClass: {}, TableName: {} },
  UpdateTimeToLiveInput: { TableName: {} },
};

/** The order in which DynamoDB looks at members, where it is known; its sentences list violations in it. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  CreateTableInput: [
    'AttributeDefinitions',
    'TableName',
    'BillingMode',
    'ProvisionedThroughput',
    'KeySchema',
    'LocalSecondaryIndexes',
    'GlobalSecondaryIndexes',
  ],
  DeleteItemInput: [
    'ReturnConsumedCapacity',
    'TableName',
    'ReturnValues',
    'ReturnItemCollectionMetrics',
    'Key',
    'ConditionalOperator',
    'Expected',
  ],
  GetItemInput: ['ReturnConsumedCapacity', 'AttributesToGet', 'TableName', 'Key'],
  ProvisionedThroughput: ['WriteCapacityUnits', 'ReadCapacityUnits'],
  PutItemInput: [
    'ReturnConsumedCapacity',
    'TableName',
    'Item',
    'ConditionalOperator',
    'Expected',
    'ReturnValues',
    'ReturnItemCollectionMetrics',
  ],
  QueryInput: [
    'Select',
    'IndexName',
    'ReturnConsumedCapacity',
    'QueryFilter',
    'TableName',
    'ConditionalOperator',
    'AttributesToGet',
    'Limit',
    'KeyConditions',
  ],
  ScanInput: [
    'Select',
    'IndexName',
    'TotalSegments',
    'ReturnConsumedCapacity',
    'TableName',
    'ConditionalOperator',
    'ScanFilter',
    'Segment',
    'Limit',
    'AttributesToGet',
  ],
  UpdateItemInput: [
    'ReturnConsumedCapacity',
    'TableName',
    'ReturnItemCollectionMetrics',
    'ReturnValues',
    'Key',
    'ConditionalOperator',
    'Expected',
    'AttributeUpdates',
  ],
};

export function corrected(constraints: Constraints): Constraints {
  const structures = new Set([...Object.keys(constraints), ...Object.keys(CORRECTIONS), ...Object.keys(ORDER)]);
  return Object.fromEntries(
    [...structures].map((name) => [name, inOrder({ ...constraints[name], ...CORRECTIONS[name] }, ORDER[name] ?? [])]),
  );
}

const inOrder = (
  facts: Readonly<Record<string, Facts>>,
  order: readonly string[],
): Readonly<Record<string, Facts>> => ({
  ...Object.fromEntries(order.map((member) => [member, facts[member] ?? {}])),
  ...facts,
});
