import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  type ConsumedCapacity,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, putAll, type Item } from './support.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
const TableName = 'metered';
const KB = 1024;
const sized = (id: string, bytes: number): Item => ({
  id: { S: id },
  text: { S: 'x'.repeat(bytes - 'id'.length - id.length - 'text'.length) },
});
const Key = { id: { S: 'a' } };

async function metered() {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S');
  return { client, [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose]() };
}

describe('reads', () => {
  test.each([
    [0, 0.5, 1],
    [4 * KB, 0.5, 1],
    [4 * KB + 1, 1, 2],
    [17 * KB, 2.5, 5],
  ])('an item of %i bytes costs %f, and %f when consistent', async (bytes, eventually, consistently) => {
    await using table = await metered();
    if (bytes > 0) await putAll(table.client, TableName, [sized('a', bytes)]);
    const get = async (ConsistentRead: boolean) =>
      (await table.client.send(new GetItemCommand({ TableName, Key, ConsistentRead, ReturnConsumedCapacity: 'TOTAL' })))
        .ConsumedCapacity;
    expect(await get(false)).toEqual({ TableName, CapacityUnits: eventually });
    expect(await get(true)).toEqual({ TableName, CapacityUnits: consistently });
  });

  test('a page costs the sum of its items, whatever the filter and the projection leave', async () => {
    await using table = await metered();
    await putAll(
      table.client,
      TableName,
      Array.from({ length: 10 }, (_, n) => sized(String(n), KB)),
    );
    const scan = async (more: object) =>
      (await table.client.send(new ScanCommand({ TableName, ReturnConsumedCapacity: 'INDEXES', ...more })))
        .ConsumedCapacity;
    // 10 KB are three times 4 KB.
    const expected = { TableName, CapacityUnits: 1.5, Table: { CapacityUnits: 1.5 } };
    expect(await scan({})).toEqual(expected);
    expect(await scan({ ProjectionExpression: 'id', FilterExpression: 'attribute_not_exists(id)' })).toEqual(expected);
    expect(await scan({ Select: 'COUNT', ConsistentRead: true })).toMatchObject({ CapacityUnits: 3 });
  });

  test('a batch costs what its items cost one by one', async () => {
    await using table = await metered();
    await putAll(table.client, TableName, [sized('a', KB), sized('b', 5 * KB)]);
    const Keys = ['a', 'b', 'none'].map((id) => ({ id: { S: id } }));
    const { ConsumedCapacity } = await table.client.send(
      new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys } }, ReturnConsumedCapacity: 'TOTAL' }),
    );
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 0.5 + 1 + 0.5 }]);
  });
});

describe('writes', () => {
  const wanted = { TableName, ReturnConsumedCapacity: 'TOTAL' } as const;

  test('cost the larger of the item before and after', async () => {
    await using table = await metered();
    const { client } = table;
    const units = async (call: Promise<{ ConsumedCapacity?: ConsumedCapacity | undefined }>) =>
      (await call).ConsumedCapacity?.CapacityUnits;

    expect(await units(client.send(new DeleteItemCommand({ ...wanted, Key })))).toBe(1);
    expect(await units(client.send(new PutItemCommand({ ...wanted, Item: sized('a', KB) })))).toBe(1);
    expect(await units(client.send(new PutItemCommand({ ...wanted, Item: sized('a', 3 * KB + 1) })))).toBe(4);
    expect(await units(client.send(new PutItemCommand({ ...wanted, Item: sized('a', KB) })))).toBe(4);
    const update = { Key, UpdateExpression: 'SET n = :n', ExpressionAttributeValues: { ':n': { N: '1' } } };
    expect(await units(client.send(new UpdateItemCommand({ ...wanted, ...update })))).toBe(2);
    expect(await units(client.send(new DeleteItemCommand({ ...wanted, Key })))).toBe(2);
  });

  test('of a batch add up', async () => {
    await using table = await metered();
    const { client } = table;
    const { ConsumedCapacity } = await client.send(
      new BatchWriteItemCommand({
        ReturnConsumedCapacity: 'INDEXES',
        RequestItems: {
          [TableName]: [sized('a', KB), sized('b', 2 * KB)].map((Item) => ({ PutRequest: { Item } })),
        },
      }),
    );
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 3, Table: { CapacityUnits: 3 } }]);
  });

  test('nothing is said when nobody asks', async () => {
    await using table = await metered();
    const { client } = table;
    expect((await client.send(new PutItemCommand({ TableName, Item: Key }))).ConsumedCapacity).toBeUndefined();
  });
});

/** The figures were measured on AWS by the public conformance suite (putItem/indexConsumedCapacity). */
describe('indexes', () => {
  const INDEXES: Partial<CreateTableCommandInput> = {
    AttributeDefinitions: ['pk', 'sk', 'gsiPk', 'lsiSk'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'gsi-inc',
        KeySchema: [{ AttributeName: 'gsiPk', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['proj'] },
      },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: 'lsi1',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'lsiSk', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  };
  const key = { pk: { S: 'item' }, sk: { S: '1' } };
  const full = { ...key, gsiPk: { S: 'g' }, lsiSk: { S: 'L' }, proj: { S: 'p' }, note: { S: 'o' } };
  const capacity = (table: number, gsi?: number, lsi?: number) => ({
    TableName,
    CapacityUnits: table + (gsi ?? 0) + (lsi ?? 0),
    Table: { CapacityUnits: table },
    ...(gsi === undefined ? {} : { GlobalSecondaryIndexes: { 'gsi-inc': { CapacityUnits: gsi } } }),
    ...(lsi === undefined ? {} : { LocalSecondaryIndexes: { lsi1: { CapacityUnits: lsi } } }),
  });

  async function indexed() {
    const cloud = await testCloud();
    const client = dynamoDb(cloud);
    await createTable(client, TableName, 'pk:S', 'sk:S', INDEXES);
    const wanted = { TableName, ReturnConsumedCapacity: 'INDEXES' } as const;
    return {
      client,
      put: async (Item: Item) => (await client.send(new PutItemCommand({ ...wanted, Item }))).ConsumedCapacity,
      update: async (UpdateExpression: string, v?: string) =>
        (
          await client.send(
            new UpdateItemCommand({
              ...wanted,
              Key: key,
              UpdateExpression,
              ...(v === undefined ? {} : { ExpressionAttributeValues: { ':v': { S: v } } }),
            }),
          )
        ).ConsumedCapacity,
      remove: async () => (await client.send(new DeleteItemCommand({ ...wanted, Key: key }))).ConsumedCapacity,
      [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
    };
  }

  test('cost what a write changes in them', async () => {
    await using table = await indexed();
    expect(await table.put({ ...key, note: { S: 'o' } })).toEqual(capacity(1));
    expect(await table.put(full)).toEqual(capacity(1, 1, 1));
    expect(await table.put(full)).toEqual(capacity(1));
    expect(await table.update('SET note = :v', 'o2')).toEqual(capacity(1, undefined, 1));
    expect(await table.update('SET proj = :v', 'p2')).toEqual(capacity(1, 1, 1));
    expect(await table.update('SET gsiPk = :v', 'moved')).toEqual(capacity(1, 2, 1));
    expect(await table.update('SET lsiSk = :v', 'L2')).toEqual(capacity(1, undefined, 2));
    expect(await table.update('REMOVE gsiPk')).toEqual(capacity(1, 1, 1));
    expect(await table.remove()).toEqual(capacity(1, undefined, 1));
  });

  test('cost what is read from them, and fetched for them', async () => {
    await using table = await indexed();
    await table.put(full);
    const query = async (IndexName: string, condition: string, v: string, more: object = {}) =>
      (
        await table.client.send(
          new QueryCommand({
            TableName,
            IndexName,
            KeyConditionExpression: condition,
            ExpressionAttributeValues: { ':v': { S: v } },
            ReturnConsumedCapacity: 'INDEXES',
            ...more,
          }),
        )
      ).ConsumedCapacity;
    expect(await query('gsi-inc', 'gsiPk = :v', 'g')).toEqual(capacity(0, 0.5));
    expect(await query('lsi1', 'pk = :v', 'item', { ConsistentRead: true })).toEqual(capacity(0, undefined, 1));
  });
});
