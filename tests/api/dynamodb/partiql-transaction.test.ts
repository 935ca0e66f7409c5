import {
  ExecuteTransactionCommand,
  type AttributeValue,
  type ExecuteTransactionCommandInput,
  type TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { errorOf, testCloud } from '../../support/cloud.ts';
import { partiql } from './partiql-support.ts';
import { createTable, dynamoDb, putAll, refusal, type Item } from './support.ts';

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteTransaction.html; answers as the public
// conformance suite recorded them on AWS (tests/tier2/partiql/executeTransaction.test.ts).

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
  const statements = partiql(client);
  return {
    ...statements,
    cloud,
    send: (input: ExecuteTransactionCommandInput) => client.send(new ExecuteTransactionCommand(input)),
    song: (pk: string) => statements.stored('songs', { pk: S(pk) }),
    reasons: async (...texts: readonly string[]) => {
      const error = (await errorOf(statements.transact(...texts))) as TransactionCanceledException;
      return [error.message, error.CancellationReasons] as const;
    },
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

test('writes happen together', async () => {
  await using db = await setUp({ pk: S('a'), n: N('1') }, { pk: S('b') });
  const { Responses } = await db.transact(
    "INSERT INTO songs VALUE {'pk': 'new', 'n': 1}",
    "UPDATE songs SET n = n + 1 WHERE pk = 'a' AND attribute_exists(n)",
    "DELETE FROM songs WHERE pk = 'b'",
    "INSERT INTO plays VALUE {'pk': 'a', 'sk': '1'}",
  );
  expect(Responses).toEqual([]);
  expect(await db.song('new')).toBeDefined();
  expect((await db.song('a'))?.n).toEqual(N('2'));
  expect(await db.song('b')).toBeUndefined();
});

test('or not at all, with a reason for each statement', async () => {
  await using db = await setUp({ pk: S('a'), n: N('1') });
  const [message, reasons] = await db.reasons(
    "INSERT INTO songs VALUE {'pk': 'new'}",
    "INSERT INTO songs VALUE {'pk': 'a'}",
    "UPDATE songs SET n = 2 WHERE pk = 'none'",
    "INSERT INTO plays VALUE {'pk': 'a', 'sk': '1'}",
  );
  expect(message).toBe(
    'Transaction cancelled, please refer cancellation reasons for specific reasons [None, DuplicateItem, ConditionalCheckFailed, None]',
  );
  expect(reasons).toEqual([
    { Code: 'None' },
    { Code: 'DuplicateItem', Message: 'Duplicate primary key exists in table' },
    { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
    { Code: 'None' },
  ]);
  expect(await db.song('new')).toBeUndefined();
  expect(await db.stored('plays', { pk: S('a'), sk: S('1') })).toBeUndefined();
});

test('a reason shows the item where that is asked for', async () => {
  await using db = await setUp({ pk: S('a'), n: N('1') });
  const Statement = "DELETE FROM songs WHERE pk = 'a' AND n = 2";
  const call = db.send({ TransactStatements: [{ Statement, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }] });
  const error = (await errorOf(call)) as TransactionCanceledException;
  expect(error.CancellationReasons).toEqual([
    { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item: { pk: S('a'), n: N('1') } },
  ]);
});

test('reads answer with an item for each statement', async () => {
  await using db = await setUp({ pk: S('a'), n: N('1') });
  const { Responses } = await db.transact(
    "SELECT n FROM songs WHERE pk = 'a' AND pk = 'a'",
    "SELECT * FROM songs WHERE pk = 'none'",
  );
  expect(Responses).toEqual([{ Item: { n: N('1') } }, {}]);
});

test('EXISTS is a condition that must hold', async () => {
  await using db = await setUp({ pk: S('a'), free: S('yes') }, { pk: S('b') });
  await db.transact(
    "EXISTS(SELECT * FROM songs WHERE pk = 'a' AND taken IS MISSING)",
    "UPDATE songs SET won = 1 WHERE pk = 'b'",
  );
  expect((await db.song('b'))?.won).toEqual(N('1'));
  const [, reasons] = await db.reasons(
    "EXISTS(SELECT * FROM songs WHERE pk = 'a' AND free IS MISSING)",
    "UPDATE songs SET won = 2 WHERE pk = 'b'",
  );
  expect(reasons).toEqual([
    { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
    { Code: 'None' },
  ]);
  expect((await db.song('b'))?.won).toEqual(N('1'));
});

const BY_KEY =
  'Validation failed in TransactStatements[0]: Select statements within ExecuteTransaction must specify the primary key in the where clause.';

test.each<[readonly string[], string]>([
  [["SELECT * FROM plays WHERE pk = 'a'"], BY_KEY],
  [["SELECT * FROM plays WHERE pk = 'a' AND sk = '1' AND n = 1"], BY_KEY],
  [["SELECT * FROM plays WHERE pk = 'a' AND sk = '1' AND pk = 'b'"], BY_KEY],
  [
    [`SELECT * FROM plays."by-sk" WHERE sk = 'x'`],
    'Validation failed in TransactStatements[0]: Reads on indices are not supported within transactions.',
  ],
  [
    ["UPDATE songs SET n = 1 WHERE pk = 'a' RETURNING ALL NEW *"],
    'Validation failed in TransactStatements[0]: RETURNING clause is not supported in ExecuteTransaction.',
  ],
  [
    ["UPDATE songs SET n = 1 WHERE pk = 'a'", 'SELECT * FROM songs WHERE'],
    "Validation failed in TransactStatements[1]: Statement wasn't well formed, can't be processed: Unexpected term",
  ],
  [
    ["EXISTS(SELECT * FROM songs WHERE pk = 'a')", "UPDATE songs SET n = 1 WHERE pk = 'b'"],
    'Validation failed in TransactStatements[0]: EXISTS() must contain a single item read with additional condition',
  ],
  [
    ["SELECT * FROM songs WHERE pk = 'a'", "UPDATE songs SET n = 1 WHERE pk = 'a'"],
    'ExecuteTransaction API does not support both read and write operations in the same request.',
  ],
  [
    ["UPDATE songs SET n = 1 WHERE pk = 'a'", "DELETE FROM songs WHERE pk = 'a'"],
    'Transaction request cannot include multiple operations on one item',
  ],
  [
    ["SELECT * FROM songs WHERE pk = 'a'", "SELECT n FROM songs WHERE pk = 'a'"],
    'Transaction request cannot include multiple operations on one item',
  ],
])('%j is refused: %s', async (statements, problem) => {
  await using db = await setUp({ pk: S('a') });
  expect(await refusal(db.transact(...statements))).toBe(`ValidationException: ${problem}`);
  expect(await db.song('a')).toEqual({ pk: S('a') });
});

test('a key of the wrong type is a reason, before two reads of one item are refused', async () => {
  await using db = await setUp();
  const select = "SELECT * FROM songs WHERE pk = 'a'";
  const [message] = await db.reasons(select, select, 'SELECT * FROM songs WHERE pk = 1');
  expect(message).toContain('[None, None, ValidationError]');
});

test('parameters are refused without the number of their statement', async () => {
  await using db = await setUp();
  const call = db.send({
    TransactStatements: [
      { Statement: "DELETE FROM songs WHERE pk = 'a'" },
      { Statement: 'DELETE FROM songs WHERE pk = ?', Parameters: [{ SS: ['a', 'a'] }] },
    ],
  });
  expect(await refusal(call)).toBe(
    'ValidationException: One or more parameter values were invalid: Input collection [a, a] contains duplicates.',
  );
});

test('a token makes a transaction happen once within ten minutes', async () => {
  await using db = await setUp({ pk: S('a'), n: N('0') });
  const input: ExecuteTransactionCommandInput = {
    ClientRequestToken: 'once',
    ReturnConsumedCapacity: 'TOTAL',
    TransactStatements: [{ Statement: "UPDATE songs SET n = n + 1 WHERE pk = 'a'" }],
  };
  const first = await db.send(input);
  const replay = await db.send(input);
  expect(first.ConsumedCapacity).toEqual([{ TableName: 'songs', CapacityUnits: 2, WriteCapacityUnits: 2 }]);
  expect(replay.ConsumedCapacity).toEqual([{ TableName: 'songs', CapacityUnits: 2, ReadCapacityUnits: 2 }]);
  expect((await db.song('a'))?.n).toEqual(N('1'));

  const other = { ...input, TransactStatements: [{ Statement: "DELETE FROM songs WHERE pk = 'a'" }] };
  expect(await refusal(db.send(other))).toContain('IdempotentParameterMismatchException');

  await db.cloud.clock.advance({ minutes: 11 });
  await db.send(input);
  expect((await db.song('a'))?.n).toEqual(N('2'));
});

test('a read of a transaction costs twice', async () => {
  await using db = await setUp({ pk: S('a') });
  const { ConsumedCapacity } = await db.send({
    ReturnConsumedCapacity: 'INDEXES',
    TransactStatements: [{ Statement: "SELECT * FROM songs WHERE pk = 'a'" }],
  });
  expect(ConsumedCapacity).toEqual([
    {
      TableName: 'songs',
      CapacityUnits: 2,
      ReadCapacityUnits: 2,
      Table: { CapacityUnits: 2, ReadCapacityUnits: 2 },
    },
  ]);
});

test('concurrent transactions on the same items end as if one followed the other', async () => {
  await using db = await setUp({ pk: S('a'), n: N('0') }, { pk: S('b'), n: N('0') });
  await Promise.all(
    Array.from({ length: 20 }, (_value, at) =>
      db.transact(
        ...(at % 2 === 0 ? ['a', 'b'] : ['b', 'a']).map((pk) => `UPDATE songs SET n = n + 1 WHERE pk = '${pk}'`),
      ),
    ),
  );
  expect([(await db.song('a'))?.n, (await db.song('b'))?.n]).toEqual([N('20'), N('20')]);
});
