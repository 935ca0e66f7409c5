import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, putAll } from './support.ts';

/** Almost right: what is wrong is found at every depth. */
const values = fc.constantFrom<unknown>(
  { S: 'a' },
  { S: '' },
  { N: '1' },
  { N: 'x' },
  { B: 'AQI=' },
  { L: [{ M: { a: { S: 'x' } } }] },
  {},
  { S: 'a', N: '1' },
  null,
);
const attributes = fc.oneof(
  fc.constantFrom<unknown>({ id: { S: 'a' } }, { id: { S: 'b' } }, { id: { N: '1' } }, {}, null, [], 7),
  fc.dictionary(fc.constantFrom('id', 'n', '__proto__', ''), values, { maxKeys: 2 }),
);
const expressions = fc.constantFrom<unknown>(
  'attribute_exists(id)',
  'n = :v',
  'SET n = :v',
  'SET id = :v',
  'REMOVE n',
  'id.n = :v',
  '((',
  '',
  null,
);
const operations = fc.record(
  {
    TableName: fc.constantFrom<unknown>('fuzzed', 'fuzzed', 'fuzzed', 'nowhere', '', 'a b', 7, null),
    Item: attributes,
    Key: attributes,
    UpdateExpression: expressions,
    ConditionExpression: expressions,
    ProjectionExpression: fc.constantFrom<unknown>('n', 'id.n', '#n', '', null),
    ExpressionAttributeNames: fc.constantFrom<unknown>({ '#n': 'n' }, {}, null, 'x'),
    ExpressionAttributeValues: fc.constantFrom<unknown>({ ':v': { N: '1' } }, { ':v': null }, {}, null),
    ReturnValuesOnConditionCheckFailure: fc.constantFrom<unknown>('ALL_OLD', 'NONE', 'x', null),
  },
  { requiredKeys: ['TableName'] },
);
const actions = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.dictionary(fc.constantFrom('Put', 'Update', 'Delete', 'ConditionCheck', 'Get'), operations, {
      minKeys: 1,
      maxKeys: 2,
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, {}, 7, 'x', [], { Put: null }, { Get: 7 }) },
);
const requests = fc.record(
  {
    TransactItems: fc.oneof(
      { weight: 9, arbitrary: fc.array(actions, { minLength: 1, maxLength: 4 }) },
      { weight: 1, arbitrary: fc.constantFrom<unknown>([], null, {}, 'x') },
    ),
    ClientRequestToken: fc.constantFrom<unknown>('a', 'b', '', null, 7),
    ReturnConsumedCapacity: fc.constantFrom<unknown>('INDEXES', 'TOTAL', 'NONE', 'x'),
    ReturnItemCollectionMetrics: fc.constantFrom<unknown>('SIZE', 'NONE', 'x'),
  },
  { requiredKeys: ['TransactItems'] },
);

test('nothing that a transaction asks makes a server error', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'fuzzed', 'id:S');
  await putAll(client, 'fuzzed', [{ id: { S: 'a' }, n: { N: '1' } }]);

  await fc.assert(
    fc.asyncProperty(fc.constantFrom('TransactWriteItems', 'TransactGetItems'), requests, async (operation, body) => {
      const response = await cloud.fetch('/', {
        service: 'dynamodb',
        headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` },
        body: JSON.stringify(body),
      });
      const text = await response.text();
      expect([200, 400], `${JSON.stringify(body)}: ${text}`).toContain(response.status);
    }),
    { numRuns: 800 },
  );
});
