import {
  CreateTableCommand,
  DescribeTableCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  DeleteItemCommand,
  type CreateTableCommandInput,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { dynamoDb, putAll, refusal, type Item } from './support.ts';

const TableName = 'orders';
const ORDERS: CreateTableCommandInput = {
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'customer', AttributeType: 'S' },
    { AttributeName: 'placedAt', AttributeType: 'N' },
    { AttributeName: 'total', AttributeType: 'N' },
    { AttributeName: 'status', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'customer', KeyType: 'HASH' },
    { AttributeName: 'placedAt', KeyType: 'RANGE' },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'byTotal',
      KeySchema: [
        { AttributeName: 'customer', KeyType: 'HASH' },
        { AttributeName: 'total', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byStatus',
      KeySchema: [
        { AttributeName: 'status', KeyType: 'HASH' },
        { AttributeName: 'placedAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['total'] },
    },
  ],
};
const order = (customer: string, placedAt: number, total?: number, status?: string): Item => ({
  customer: { S: customer },
  placedAt: { N: String(placedAt) },
  note: { S: 'n' },
  ...(total === undefined ? {} : { total: { N: String(total) } }),
  ...(status === undefined ? {} : { status: { S: status } }),
});

async function withOrders(items: readonly Item[] = []) {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await client.send(new CreateTableCommand(ORDERS));
  await putAll(client, TableName, items);
  const query = (IndexName: string, condition: string, v: string, more: Partial<QueryCommandInput> = {}) =>
    client.send(
      new QueryCommand({
        TableName,
        IndexName,
        KeyConditionExpression: condition,
        ExpressionAttributeValues: { ':v': { S: v } },
        ...(condition.includes('#') ? { ExpressionAttributeNames: { '#s': 'status' } } : {}),
        ...more,
      }),
    );
  return {
    client,
    query,
    open: async () => (await query('byStatus', '#s = :v', 'open')).Items!.map(({ placedAt }) => Number(placedAt!.N)),
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

describe('a global index', () => {
  test('follows its items', async () => {
    await using orders = await withOrders([order('ann', 1, 5, 'open'), order('bob', 2, 6, 'open'), order('cy', 3)]);
    expect(await orders.open()).toEqual([1, 2]);

    const update = (UpdateExpression: string, values?: Item) =>
      orders.client.send(
        new UpdateItemCommand({
          TableName,
          Key: { customer: { S: 'ann' }, placedAt: { N: '1' } },
          UpdateExpression,
          ExpressionAttributeNames: { '#s': 'status' },
          ...(values ? { ExpressionAttributeValues: values } : {}),
        }),
      );
    await update('SET #s = :v', { ':v': { S: 'paid' } });
    expect(await orders.open()).toEqual([2]);
    await update('REMOVE #s');
    expect((await orders.query('byStatus', '#s = :v', 'paid')).Items).toEqual([]);
    await orders.client.send(
      new DeleteItemCommand({ TableName, Key: { customer: { S: 'bob' }, placedAt: { N: '2' } } }),
    );
    expect(await orders.open()).toEqual([]);
  });

  test('projects keys and what it includes', async () => {
    await using orders = await withOrders([order('ann', 1, 5, 'open')]);
    const { note: _note, ...projected } = order('ann', 1, 5, 'open');
    expect((await orders.query('byStatus', '#s = :v', 'open')).Items).toEqual([projected]);
  });

  test('pages with a key of the index and of the table', async () => {
    await using orders = await withOrders(['ann', 'bob', 'cy'].map((customer) => order(customer, 7, 1, 'open')));
    const first = await orders.query('byStatus', '#s = :v', 'open', { Limit: 2 });
    expect(Object.keys(first.LastEvaluatedKey!).toSorted()).toEqual(['customer', 'placedAt', 'status']);
    const rest = await orders.query('byStatus', '#s = :v', 'open', { ExclusiveStartKey: first.LastEvaluatedKey });
    expect([...first.Items!, ...rest.Items!].map(({ customer }) => customer!.S!).toSorted()).toEqual([
      'ann',
      'bob',
      'cy',
    ]);
    expect(
      await refusal(orders.query('byStatus', '#s = :v', 'open', { ExclusiveStartKey: { status: { S: 'open' } } })),
    ).toBe('ValidationException: The provided starting key is invalid');
  });

  test('does not read consistently, nor all attributes', async () => {
    await using orders = await withOrders();
    expect(await refusal(orders.query('byStatus', '#s = :v', 'open', { ConsistentRead: true }))).toBe(
      'ValidationException: Consistent reads are not supported on global secondary indexes',
    );
    expect(await refusal(orders.query('byStatus', '#s = :v', 'open', { Select: 'ALL_ATTRIBUTES' }))).toBe(
      'ValidationException: One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index byStatus because its projection type is not ALL',
    );
  });

  test('can be scanned', async () => {
    await using orders = await withOrders([order('ann', 1, 5, 'open'), order('cy', 3)]);
    const { Items } = await orders.client.send(new ScanCommand({ TableName, IndexName: 'byStatus' }));
    expect(Items!.map(({ customer }) => customer!.S)).toEqual(['ann']);
  });
});

describe('a local index', () => {
  test('orders a partition by another attribute', async () => {
    await using orders = await withOrders([
      order('ann', 1, 50),
      order('ann', 2, -5),
      order('ann', 3),
      order('bob', 4, 7),
    ]);
    const { Items } = await orders.query('byTotal', 'customer = :v', 'ann', { ConsistentRead: true });
    expect(Items!.map(({ placedAt }) => Number(placedAt!.N))).toEqual([2, 1]);
    expect(Object.keys(Items![0]!).toSorted()).toEqual(['customer', 'placedAt', 'total']);
  });

  test('fetches what it does not hold', async () => {
    await using orders = await withOrders([order('ann', 1, 50)]);
    const all = await orders.query('byTotal', 'customer = :v', 'ann', { Select: 'ALL_ATTRIBUTES' });
    expect(all.Items).toEqual([order('ann', 1, 50)]);
    const note = await orders.query('byTotal', 'customer = :v', 'ann', { ProjectionExpression: 'note' });
    expect(note.Items).toEqual([{ note: { S: 'n' } }]);
  });

  test('has item collections', async () => {
    await using orders = await withOrders();
    const { ItemCollectionMetrics } = await orders.client.send(
      new PutItemCommand({ TableName, Item: order('ann', 1), ReturnItemCollectionMetrics: 'SIZE' }),
    );
    expect(ItemCollectionMetrics).toEqual({
      ItemCollectionKey: { customer: { S: 'ann' } },
      SizeEstimateRangeGB: [0, 1],
    });
  });
});

test('DescribeTable shows indexes and counts their entries', async () => {
  await using orders = await withOrders([order('ann', 1, 5, 'open'), order('bob', 2)]);
  const { Table } = await orders.client.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({
    ItemCount: 2,
    LocalSecondaryIndexes: [{ IndexName: 'byTotal', ItemCount: 1, Projection: { ProjectionType: 'KEYS_ONLY' } }],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byStatus',
        IndexStatus: 'ACTIVE',
        ItemCount: 1,
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['total'] },
        IndexArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/orders/index/byStatus',
      },
    ],
  });
});

test('index keys must be of their type, and not empty', async () => {
  await using orders = await withOrders();
  const put = (more: Item) =>
    refusal(orders.client.send(new PutItemCommand({ TableName, Item: { ...order('ann', 1), ...more } })));
  expect(await put({ status: { N: '5' } })).toBe(
    'ValidationException: One or more parameter values were invalid: Type mismatch for Index Key status Expected: S Actual: N IndexName: byStatus',
  );
  expect(await put({ status: { S: '' } })).toBe(
    'ValidationException: One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: byStatus, IndexKey: status',
  );
});

describe('CreateTable refuses', () => {
  const local = ORDERS.LocalSecondaryIndexes![0]!;
  const global = ORDERS.GlobalSecondaryIndexes![0]!;
  const INVALID = 'ValidationException: One or more parameter values were invalid: ';
  test.each<[string, Partial<CreateTableCommandInput>, string]>([
    ['no local index', { LocalSecondaryIndexes: [] }, `${INVALID}List of LocalSecondaryIndexes is empty`],
    ['no global index', { GlobalSecondaryIndexes: [] }, `${INVALID}List of GlobalSecondaryIndexes is empty`],
    [
      'a local index of a table without a sort key',
      { KeySchema: [{ AttributeName: 'customer', KeyType: 'HASH' }] },
      `${INVALID}Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex`,
    ],
    [
      'a local index with another partition key',
      {
        LocalSecondaryIndexes: [
          {
            ...local,
            KeySchema: [
              { AttributeName: 'status', KeyType: 'HASH' },
              { AttributeName: 'total', KeyType: 'RANGE' },
            ],
          },
        ],
      },
      `${INVALID}Index KeySchema does not have the same leading hash key as table KeySchema for index: byTotal. index hash key: status, table hash key: customer`,
    ],
    [
      'one name for two indexes',
      { GlobalSecondaryIndexes: [global, global] },
      `${INVALID}Duplicate index name: byStatus`,
    ],
    [
      'attributes to include with KEYS_ONLY',
      {
        LocalSecondaryIndexes: [{ ...local, Projection: { ProjectionType: 'KEYS_ONLY', NonKeyAttributes: ['note'] } }],
      },
      `${INVALID}ProjectionType is KEYS_ONLY, but NonKeyAttributes is specified`,
    ],
    [
      'throughput of an index on demand',
      {
        GlobalSecondaryIndexes: [{ ...global, ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } }],
      },
      `${INVALID}ProvisionedThroughput should not be specified for index: byStatus when BillingMode is PAY_PER_REQUEST`,
    ],
    [
      'more than five local indexes',
      { LocalSecondaryIndexes: Array.from({ length: 6 }, (_, n) => ({ ...local, IndexName: `local${n}` })) },
      `${INVALID}Number of LocalSecondaryIndexes exceeds per-table limit of 5`,
    ],
  ])('%s', async (_what, change, expected) => {
    await using cloud = await testCloud();
    expect(await refusal(dynamoDb(cloud).send(new CreateTableCommand({ ...ORDERS, ...change })))).toBe(expected);
  });
});
