import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, refusal } from './support.ts';

const Key = { id: { S: 'counted' } };
const MISMATCH =
  'IdempotentParameterMismatchException: Specified idempotent token was used with different request parameters within the idempotency window';

async function withCounter() {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'one', 'id:S');
  return {
    cloud,
    client,
    /** Adds to the counter; each attribute of the input in another order where asked for. */
    add: (n: string, more: Partial<TransactWriteItemsCommandInput> = {}, reversed = false) => {
      const members = {
        TableName: 'one',
        Key,
        UpdateExpression: 'ADD n :n',
        ExpressionAttributeValues: { ':n': { N: n } },
      };
      const entries = Object.entries(members);
      const Update = Object.fromEntries(reversed ? entries.toReversed() : entries) as typeof members;
      return client.send(
        new TransactWriteItemsCommand({ TransactItems: [{ Update }], ClientRequestToken: 'token', ...more }),
      );
    },
    count: async () => (await client.send(new GetItemCommand({ TableName: 'one', Key }))).Item?.['n']?.N,
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#DDB-TransactWriteItems-request-ClientRequestToken */
test('a request that comes again with its token has no effect', async () => {
  await using counter = await withCounter();
  await counter.add('1');
  await counter.add('1');
  await counter.add('1', {}, true);
  expect(await counter.count()).toBe('1');
  await counter.add('1', { ClientRequestToken: 'other' });
  expect(await counter.count()).toBe('2');
});

test('requests with one token that come at once count once', async () => {
  await using counter = await withCounter();
  await Promise.all(Array.from({ length: 20 }, () => counter.add('1')));
  expect(await counter.count()).toBe('1');
});

test('the first answer tells what writing cost, later ones what reading costs', async () => {
  await using counter = await withCounter();
  const first = await counter.add('1', { ReturnConsumedCapacity: 'INDEXES' });
  expect(first.ConsumedCapacity).toEqual([
    {
      TableName: 'one',
      CapacityUnits: 2,
      WriteCapacityUnits: 2,
      Table: { CapacityUnits: 2, WriteCapacityUnits: 2 },
    },
  ]);
  await counter.client.send(new PutItemCommand({ TableName: 'one', Item: { ...Key, text: { S: 'x'.repeat(5000) } } }));
  const again = await counter.add('1', { ReturnConsumedCapacity: 'TOTAL' });
  expect(again.ConsumedCapacity).toEqual([{ TableName: 'one', CapacityUnits: 4, ReadCapacityUnits: 4 }]);
});

test('another request with a used token is refused', async () => {
  await using counter = await withCounter();
  await counter.add('1');
  expect(await refusal(counter.add('2'))).toBe(MISMATCH);
  expect(await counter.count()).toBe('1');
});

test('a token is forgotten after ten minutes', async () => {
  await using counter = await withCounter();
  await counter.add('1');
  await counter.cloud.clock.advance({ seconds: 599 });
  await counter.add('1');
  expect(await counter.count()).toBe('1');
  await counter.cloud.clock.advance({ seconds: 1 });
  await counter.add('2');
  expect(await counter.count()).toBe('3');
});

test('a cancelled request does not use up its token', async () => {
  await using counter = await withCounter();
  const failing: Partial<TransactWriteItemsCommandInput> = {
    TransactItems: [
      { ConditionCheck: { TableName: 'one', Key, ConditionExpression: 'attribute_not_exists(id)' } },
      { Put: { TableName: 'one', Item: { id: { S: 'new' } } } },
    ],
  };
  await counter.client.send(new PutItemCommand({ TableName: 'one', Item: Key }));
  expect(await refusal(counter.add('', failing))).toMatch(/^TransactionCanceledException/);
  await counter.client.send(new DeleteItemCommand({ TableName: 'one', Key }));
  await counter.add('', failing);
  const { Item } = await counter.client.send(new GetItemCommand({ TableName: 'one', Key: { id: { S: 'new' } } }));
  expect(Item).toBeDefined();
});

test('a token belongs to one account and region', async () => {
  await using counter = await withCounter();
  await counter.add('1');
  const elsewhere = counter.cloud.client(DynamoDBClient, { region: 'eu-west-1' });
  await createTable(elsewhere, 'other', 'id:S');
  await elsewhere.send(
    new TransactWriteItemsCommand({
      ClientRequestToken: 'token',
      TransactItems: [{ Put: { TableName: 'other', Item: Key } }],
    }),
  );
  const { Item } = await elsewhere.send(new GetItemCommand({ TableName: 'other', Key }));
  expect(Item).toEqual(Key);
});

test('a token has 36 characters at most', async () => {
  await using counter = await withCounter();
  const token = 'x'.repeat(37);
  expect(
    await refusal(counter.add('1', { ClientRequestToken: token, ReturnConsumedCapacity: 'BOGUS' as 'TOTAL' })),
  ).toBe(
    `ValidationException: 2 validation errors detected: Value '${token}' at 'clientRequestToken' failed to satisfy constraint: Member must have length less than or equal to 36; Value 'BOGUS' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]`,
  );
});
