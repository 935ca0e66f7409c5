import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, putAll } from './support.ts';

const OPERATIONS = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DeleteTable',
  'DescribeTable',
  'DescribeTimeToLive',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
  'UpdateTable',
];

/** Values that are almost right reach further in than values that are not. */
const values = fc.constantFrom<unknown>(
  { S: 'a' },
  { S: '' },
  { N: '1' },
  { N: '1e999' },
  { N: 'x' },
  { B: 'AQI=' },
  { B: '!' },
  { SS: [] },
  { NS: ['1', '1.0'] },
  { M: { __proto__: { S: 'x' } } },
  { L: [{ L: [{}] }] },
  {},
  { S: 'a', N: '1' },
  { NULL: false },
);
const items = fc.dictionary(fc.constantFrom('id', 'n', '__proto__', 'constructor', ''), values, { maxKeys: 3 });
const expressions = fc.constantFrom(
  'id = :v',
  'SET n = :v',
  'n',
  '#n',
  'attribute_exists(id)',
  '((',
  '',
  'id',
  'REMOVE id',
  'x[999999999999]',
);
const parameters = fc.record(
  {
    TableName: fc.constantFrom<unknown>('fuzzed', 'nowhere', '', 'a b', 7, null, 'arn:aws:dynamodb:x'),
    ResourceArn: fc.constantFrom<unknown>('arn:aws:dynamodb:us-east-1:000000000000:table/fuzzed', 'x', 3),
    Item: items,
    Key: items,
    ExclusiveStartKey: items,
    RequestItems: fc.dictionary(
      fc.constantFrom('fuzzed', 'nowhere', '__proto__'),
      fc.oneof<fc.Arbitrary<unknown>[]>(
        fc.record({ Keys: fc.array(items, { maxLength: 2 }) }),
        fc.array(fc.oneof(fc.record({ PutRequest: fc.record({ Item: items }) }), fc.constant({})), { maxLength: 2 }),
      ),
      { maxKeys: 2 },
    ),
    ConditionExpression: expressions,
    FilterExpression: expressions,
    KeyConditionExpression: expressions,
    ProjectionExpression: expressions,
    UpdateExpression: expressions,
    ExpressionAttributeNames: fc.dictionary(fc.constantFrom('#n', 'n'), fc.string(), { maxKeys: 2 }),
    ExpressionAttributeValues: fc.dictionary(fc.constantFrom(':v', 'v'), values, { maxKeys: 2 }),
    Expected: fc.dictionary(fc.constantFrom('id', 'n'), fc.record({ Value: values }), { maxKeys: 2 }),
    AttributeUpdates: fc.dictionary(fc.constantFrom('id', 'n'), fc.record({ Value: values }), { maxKeys: 2 }),
    KeyConditions: fc.dictionary(
      fc.constantFrom('id', 'n'),
      fc.record({ ComparisonOperator: fc.constantFrom('EQ', 'IN', 'X'), AttributeValueList: fc.array(values) }),
    ),
    AttributesToGet: fc.array(fc.constantFrom('id', 'n'), { maxLength: 3 }),
    Limit: fc.constantFrom<unknown>(-1, 0, 1, 1.5, 1e30, '1'),
    Segment: fc.constantFrom<unknown>(-1, 0, 3),
    TotalSegments: fc.constantFrom<unknown>(0, 1, 4, 1_000_001),
    Select: fc.constantFrom('COUNT', 'ALL_ATTRIBUTES', 'X'),
    IndexName: fc.constantFrom('x', 'none'),
    KeySchema: fc.array(
      fc.record({ AttributeName: fc.constantFrom('id', 'n'), KeyType: fc.constantFrom('HASH', 'X') }),
    ),
    AttributeDefinitions: fc.array(fc.record({ AttributeName: fc.constant('id'), AttributeType: fc.constant('S') })),
    BillingMode: fc.constantFrom('PAY_PER_REQUEST', 'PROVISIONED'),
    GlobalSecondaryIndexUpdates: fc.array(
      fc.constantFrom<unknown>({}, { Create: {} }, { Delete: { IndexName: 'none' } }),
    ),
    Tags: fc.array(fc.constantFrom<unknown>({ Key: 'a', Value: 'b' }, {})),
    TagKeys: fc.array(fc.string()),
    ReturnValues: fc.constantFrom('ALL_OLD', 'UPDATED_NEW', 'X'),
  },
  { requiredKeys: [] },
);

test('nothing that a client sends is answered by a failure of ours', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'fuzzed', 'id:S');
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...OPERATIONS), parameters, async (operation, body) => {
      const response = await cloud.fetch('/', {
        service: 'dynamodb',
        headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` },
        body: JSON.stringify(body),
      });
      const text = await response.text();
      // 501 is a clear no to what is not here yet.
      expect([200, 400, 501], `${operation} ${JSON.stringify(body)}: ${text}`).toContain(response.status);
      if (operation === 'DeleteTable' && response.status === 200) await createTable(client, 'fuzzed', 'id:S');
    }),
    { numRuns: 600 },
  );
  await putAll(client, 'fuzzed', [{ id: { S: 'alive' } }]);
});
