import { BatchExecuteStatementCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { partiql } from './partiql-support.ts';
import { createTable, dynamoDb, putAll, refusal, type Item } from './support.ts';

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html; answers as the public
// conformance suite recorded them on AWS (tests/tier2/partiql/batchExecuteStatement.test.ts).

const S = (text: string): AttributeValue => ({ S: text });
const N = (text: string): AttributeValue => ({ N: text });

async function setUp(...items: readonly Item[]) {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'songs', 'pk:S');
  await createTable(client, 'plays', 'pk:S', 'sk:S', {
    AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-sk',
        KeySchema: [{ AttributeName: 'sk', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
  await putAll(client, 'songs', items);
  return { client, ...partiql(client), [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose]() };
}

test('reads answer in the order of the statements, with the item where there is one', async () => {
  await using db = await setUp({ pk: S('a'), n: N('1') }, { pk: S('b'), n: N('2') });
  expect(
    await db.batch(
      "SELECT * FROM songs WHERE pk = 'b'",
      "SELECT n FROM songs WHERE pk = 'a'",
      "SELECT * FROM songs WHERE pk = 'none'",
    ),
  ).toEqual([
    { TableName: 'songs', Item: { pk: S('b'), n: N('2') } },
    { TableName: 'songs', Item: { n: N('1') } },
    { TableName: 'songs' },
  ]);
});

test('writes answer with what RETURNING shows', async () => {
  await using db = await setUp({ pk: S('a'), n: N('1') }, { pk: S('b') }, { pk: S('c'), n: N('3') });
  expect(
    await db.batch(
      "INSERT INTO songs VALUE {'pk': 'new'}",
      "UPDATE songs SET n = n + 1 WHERE pk = 'a' RETURNING MODIFIED NEW *",
      "UPDATE songs REMOVE n WHERE pk = 'c' RETURNING MODIFIED NEW *",
      "DELETE FROM songs WHERE pk = 'b' RETURNING ALL OLD *",
      "FROM songs WHERE pk = 'c' SET ss = set_add(ss, <<'x'>>)",
    ),
  ).toMatchObject([
    { TableName: 'songs' },
    { TableName: 'songs', Item: { n: N('2') } },
    { TableName: 'songs' },
    { TableName: 'songs', Item: { pk: S('b') } },
    { TableName: 'songs' },
  ]);
  expect(await db.stored('songs', { pk: S('new') })).toBeDefined();
});

test('each statement fails by itself; the table is named where its item was looked at', async () => {
  await using db = await setUp({ pk: S('a'), n: N('1') });
  const Message = 'The conditional request failed';
  expect(
    await db.batch(
      "UPDATE songs SET n = 2 WHERE pk = 'a' AND n = 7",
      "INSERT INTO songs VALUE {'pk': 'a'}",
      "INSERT INTO songs VALUE {'pk': 'b'}",
      "SLECT * FROM songs WHERE pk = 'a'",
      "DELETE FROM songs WHERE pk = 'a' RETURNING MODIFIED OLD *",
      'DELETE FROM songs WHERE n = 1',
      "DELETE FROM none WHERE pk = 'a'",
      "EXISTS(SELECT * FROM songs WHERE pk = 'a' AND n = 1)",
    ),
  ).toEqual([
    { TableName: 'songs', Error: { Code: 'ConditionalCheckFailed', Message } },
    { TableName: 'songs', Error: { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' } },
    { TableName: 'songs' },
    {
      Error: {
        Code: 'ValidationError',
        Message: "Statement wasn't well formed, can't be processed: Expected data manipulation",
      },
    },
    {
      Error: {
        Code: 'ValidationError',
        Message:
          'Invalid returning clause: RETURNING MODIFIED OLD *. Only RETURNING ALL OLD * is allowed in DELETE statements.',
      },
    },
    {
      Error: {
        Code: 'ValidationError',
        Message: 'Where clause does not contain a mandatory equality on all key attributes',
      },
    },
    { Error: { Code: 'ResourceNotFound', Message: 'Requested resource not found' } },
    {
      Error: { Code: 'ValidationError', Message: 'EXISTS can only be used in ExecuteTransaction write requests.' },
    },
  ]);
});

test.each([
  "SELECT * FROM plays WHERE pk = 'a'",
  'SELECT * FROM plays',
  "SELECT * FROM plays WHERE pk = 'a' AND sk = '1' AND attribute_exists(n)",
  `SELECT * FROM plays."by-sk" WHERE pk = 'a' AND sk = '1'`,
])('%s does not read one item by its key', async (statement) => {
  await using db = await setUp();
  expect(await db.batch(statement)).toEqual([
    {
      Error: {
        Code: 'ValidationError',
        Message: 'Select statements within BatchExecuteStatement must specify the primary key in the where clause.',
      },
    },
  ]);
});

test('reads and writes do not mix, and there are 25 statements at most', async () => {
  await using db = await setUp();
  expect(await refusal(db.batch("SELECT * FROM songs WHERE pk = 'a'", "DELETE FROM songs WHERE pk = 'a'"))).toBe(
    'ValidationException: Read and write requests together in the same batch is not supported.',
  );
  const select = "SELECT * FROM songs WHERE pk = 'a'";
  expect(await refusal(db.batch(...Array.from({ length: 26 }, () => select)))).toContain(
    'Member must have length less than or equal to 25',
  );
  expect(await db.batch(...Array.from({ length: 25 }, () => select))).toHaveLength(25);
});

test('capacity is told for each statement, consistent reads by statement', async () => {
  await using db = await setUp({ pk: S('a') });
  const Statement = 'SELECT * FROM songs WHERE pk = ?';
  const { ConsumedCapacity } = await db.client.send(
    new BatchExecuteStatementCommand({
      Statements: [
        { Statement, Parameters: [S('a')], ConsistentRead: true },
        { Statement, Parameters: [S('b')] },
      ],
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  expect(ConsumedCapacity).toEqual([
    { TableName: 'songs', CapacityUnits: 1 },
    { TableName: 'songs', CapacityUnits: 0.5 },
  ]);
});
