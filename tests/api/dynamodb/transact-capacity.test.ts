import {
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  type TransactionCanceledException,
  type TransactWriteItem,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { errorOf, testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, putAll, type Item } from './support.ts';
import { withIndexes } from './transact-support.ts';

const order = (at: number, group?: string, bytes = 0): Item => ({
  id: { S: 'ann' },
  at: { N: String(at) },
  ...(group === undefined ? {} : { group: { S: group } }),
  ...(bytes > 0 ? { text: { S: 'x'.repeat(bytes) } } : {}),
});
const keyOf = (at: number): Item => order(at);

/** A plain table and one with both kinds of index. */
async function metered() {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'plain', 'id:S', 'at:N');
  await createTable(client, 'orders', 'id:S', 'at:N', withIndexes('ALL'));
  return {
    client,
    write: (TransactItems: TransactWriteItem[], more: Partial<TransactWriteItemsCommandInput> = {}) =>
      client.send(new TransactWriteItemsCommand({ TransactItems, ...more })),
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-capacity-handling */
test('each action costs twice what it costs alone, by table', async () => {
  await using tables = await metered();
  await putAll(tables.client, 'plain', [order(1, undefined, 3000), order(2, undefined, 100)]);
  const { ConsumedCapacity } = await tables.write(
    [
      { Delete: { TableName: 'plain', Key: keyOf(1) } },
      { Put: { TableName: 'orders', Item: order(1) } },
      {
        Update: {
          TableName: 'plain',
          Key: keyOf(2),
          UpdateExpression: 'SET more = :more',
          ExpressionAttributeValues: { ':more': { S: 'x'.repeat(1500) } },
        },
      },
      { ConditionCheck: { TableName: 'plain', Key: keyOf(3), ConditionExpression: 'attribute_not_exists(id)' } },
    ],
    { ReturnConsumedCapacity: 'TOTAL' },
  );
  // 3 KB deleted, an item of 2 KB afterwards, and a check of nothing: (3 + 2 + 1) * 2.
  expect(ConsumedCapacity).toEqual([
    { TableName: 'plain', CapacityUnits: 12, WriteCapacityUnits: 12 },
    { TableName: 'orders', CapacityUnits: 2, WriteCapacityUnits: 2 },
  ]);
});

test('indexes are counted apart where that is asked for', async () => {
  await using tables = await metered();
  await putAll(tables.client, 'orders', [order(1, 'x')]);
  const { ConsumedCapacity } = await tables.write(
    [
      { Put: { TableName: 'orders', Item: order(1, 'y') } },
      { Put: { TableName: 'orders', Item: order(2, 'y') } },
      { Put: { TableName: 'orders', Item: order(3) } },
    ],
    { ReturnConsumedCapacity: 'INDEXES' },
  );
  const write = (CapacityUnits: number) => ({ CapacityUnits, WriteCapacityUnits: CapacityUnits });
  // A moved entry is removed and inserted; a new one is inserted: 3 writes in each index.
  expect(ConsumedCapacity).toEqual([
    {
      TableName: 'orders',
      ...write(18),
      Table: write(6),
      LocalSecondaryIndexes: { local: write(6) },
      GlobalSecondaryIndexes: { global: write(6) },
    },
  ]);
});

test('says nothing of capacity and collections unless asked', async () => {
  await using tables = await metered();
  const answer = await tables.write([{ Put: { TableName: 'orders', Item: order(1) } }]);
  expect(answer).toEqual({ $metadata: expect.anything() as unknown });
});

test('names the item collections that it wrote, by table', async () => {
  await using tables = await metered();
  const { ItemCollectionMetrics } = await tables.write(
    [
      { Put: { TableName: 'orders', Item: order(1, 'x') } },
      { Put: { TableName: 'plain', Item: order(1) } },
      { Delete: { TableName: 'orders', Key: keyOf(2) } },
      { ConditionCheck: { TableName: 'orders', Key: keyOf(3), ConditionExpression: 'attribute_not_exists(id)' } },
    ],
    { ReturnItemCollectionMetrics: 'SIZE' },
  );
  const collection = { ItemCollectionKey: { id: { S: 'ann' } }, SizeEstimateRangeGB: [0, 1] };
  expect(ItemCollectionMetrics).toEqual({ orders: [collection, collection] });
});

test('where a table throttles, the actions that find nothing left cancel the transaction', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'narrow', 'id:S', 'at:N', {
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
    Tags: [{ Key: 'cirro:throttle', Value: 'table' }],
  });
  await cloud.clock.advance({ seconds: 600 });
  const fill = () =>
    client.send(
      new TransactWriteItemsCommand({
        TransactItems: Array.from({ length: 100 }, (_, at) => ({ Put: { TableName: 'narrow', Item: order(at) } })),
      }),
    );

  // Five minutes' worth of capacity is 300 units; a transaction of 100 writes takes 200.
  await fill();
  const error = (await errorOf(fill())) as TransactionCanceledException;
  const codes = error.CancellationReasons!.map(({ Code }) => Code);
  expect(codes.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => 'None'));
  expect(codes.slice(50)).toEqual(Array.from({ length: 50 }, () => 'ProvisionedThroughputExceeded'));
  expect(error.CancellationReasons![99]!.Message).toMatch(
    /^The level of configured provisioned throughput for the table/,
  );

  await cloud.clock.advance({ seconds: 100 });
  await fill();
  const read = () =>
    client.send(
      new TransactGetItemsCommand({
        TransactItems: Array.from({ length: 100 }, (_, at) => ({ Get: { TableName: 'narrow', Key: keyOf(at) } })),
      }),
    );
  await read();
  await read();
  expect(((await errorOf(read())) as TransactionCanceledException).CancellationReasons![0]!.Code).toBe(
    'ProvisionedThroughputExceeded',
  );
});
