// What AWS's answers say that its API models do not: the order in which it names violations and enum values.

/**
 * Most services name an enum's values in the iteration order of a Java HashSet (seen of Lambda's runtimes and
 * architectures); DynamoDB's were recorded against AWS, by the tests of mhart/dynalite and by
 * public notes of October 2026.
 */
const RECORDED_ENUMS = {
  dynamodb: {
    ComparisonOperator: 'IN NULL BETWEEN LT NOT_CONTAINS EQ GT NOT_NULL NE LE BEGINS_WITH GE CONTAINS'.split(' '),
    ConditionalOperator: ['OR', 'AND'],
    ContributorInsightsAction: ['ENABLE', 'DISABLE'],
    ContributorInsightsMode: ['THROTTLED_KEYS', 'ACCESSED_AND_THROTTLED_KEYS'],
    ProjectionType: ['ALL', 'INCLUDE', 'KEYS_ONLY'],
    ReturnConsumedCapacity: ['INDEXES', 'TOTAL', 'NONE'],
    ReturnValue: ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW'],
    ScalarAttributeType: ['B', 'N', 'S'],
    Select: ['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES'],
    StreamViewType: ['OLD_IMAGE', 'KEYS_ONLY', 'NEW_AND_OLD_IMAGES', 'NEW_IMAGE'],
  },
};

/** The order in which members are checked, recorded likewise; members not listed follow. */
const RECORDED_MEMBERS = {
  dynamodb: {
    AttributeDefinition: 'AttributeType AttributeName',
    BatchGetItemInput: 'ReturnConsumedCapacity RequestItems',
    BatchWriteItemInput: 'ReturnConsumedCapacity ReturnItemCollectionMetrics RequestItems',
    CreateGlobalSecondaryIndexAction: 'Projection IndexName ProvisionedThroughput KeySchema',
    CreateTableInput:
      'AttributeDefinitions TableName BillingMode ProvisionedThroughput KeySchema GlobalSecondaryIndexes LocalSecondaryIndexes',
    DeleteItemInput:
      'ReturnConsumedCapacity TableName ReturnValues ReturnItemCollectionMetrics Key ConditionalOperator Expected',
    GetItemInput: 'ReturnConsumedCapacity AttributesToGet TableName Key',
    GlobalSecondaryIndex: 'IndexName KeySchema Projection ProvisionedThroughput',
    ListTablesInput: 'Limit ExclusiveStartTableName',
    LocalSecondaryIndex: 'IndexName KeySchema Projection',
    Projection: 'ProjectionType NonKeyAttributes',
    ProvisionedThroughput: 'WriteCapacityUnits ReadCapacityUnits',
    PutItemInput:
      'ReturnConsumedCapacity TableName Item ConditionalOperator Expected ReturnValues ReturnItemCollectionMetrics',
    QueryInput:
      'Select IndexName ReturnConsumedCapacity QueryFilter TableName ConditionalOperator AttributesToGet Limit KeyConditions ExclusiveStartKey',
    ScanInput:
      'Select IndexName TotalSegments ReturnConsumedCapacity TableName ConditionalOperator ScanFilter Segment Limit AttributesToGet ExclusiveStartKey',
    UpdateItemInput:
      'ReturnConsumedCapacity TableName ReturnItemCollectionMetrics ReturnValues ConditionalOperator Key Expected AttributeUpdates',
    UpdateTableInput: 'TableName ProvisionedThroughput BillingMode GlobalSecondaryIndexUpdates',
    WriteRequest: 'DeleteRequest PutRequest',
  },
};

export const enumOrder = (service, shape, values) => {
  const recorded = RECORDED_ENUMS[service]?.[shape];
  if (!recorded) return inHashOrder(values);
  return [...recorded, ...values.filter((value) => !recorded.includes(value))];
};

/** Names in the order in which they are checked; recorded ones even where they have no facts of their own. */
export const memberOrder = (service, structure, names) => {
  const recorded = RECORDED_MEMBERS[service]?.[structure]?.split(' ') ?? [];
  const rest = names.filter((name) => !recorded.includes(name)).toSorted((a, b) => (a < b ? -1 : 1));
  return { recorded, rest };
};

const SMALLEST_TABLE = 16;
const LOAD_FACTOR = 0.75;

function inHashOrder(values) {
  let size = SMALLEST_TABLE;
  while (values.length > size * LOAD_FACTOR) size *= 2;
  const bucket = (value) => {
    let hash = 0;
    for (const character of value) hash = (Math.imul(31, hash) + character.charCodeAt(0)) | 0;
    return (hash ^ (hash >>> 16)) & (size - 1);
  };
  return values.toSorted((a, b) => bucket(a) - bucket(b));
}
