import {
  PutItemCommand,
  TransactGetItemsCommand,
  type Get,
  type TransactGetItem,
  type TransactGetItemsCommandInput,
  type TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { errorOf, testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, putAll, refusal, type Item } from './support.ts';

const key = (id: string): Item => ({ id: { S: id } });

async function withTables() {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'one', 'id:S');
  await createTable(client, 'two', 'id:S', 'at:N');
  return {
    client,
    get: (items: TransactGetItem[], more: Partial<TransactGetItemsCommandInput> = {}) =>
      client.send(new TransactGetItemsCommand({ TransactItems: items, ...more })),
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

const get = (id: string, more: Partial<Get> = {}): TransactGetItem => ({
  Get: { TableName: 'one', Key: key(id), ...more },
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-apis-txgetitems */
describe('TransactGetItems', () => {
  test('gives items of several tables in the order of the request, and nothing for those that are not there', async () => {
    await using tables = await withTables();
    const bytes = { ...key('bytes'), b: { B: Uint8Array.of(1, 2, 3) } };
    await putAll(tables.client, 'one', [key('a'), bytes]);
    await putAll(tables.client, 'two', [{ id: { S: 'a' }, at: { N: '7' }, text: { S: 'x' } }]);

    const { Responses, ConsumedCapacity } = await tables.get([
      get('bytes'),
      get('none'),
      { Get: { TableName: 'two', Key: { id: { S: 'a' }, at: { N: '7.0' } } } },
      get('a'),
    ]);
    expect(Responses).toEqual([
      { Item: bytes },
      {},
      { Item: { id: { S: 'a' }, at: { N: '7' }, text: { S: 'x' } } },
      { Item: key('a') },
    ]);
    expect(ConsumedCapacity).toBeUndefined();
  });

  test('shows what a projection asks for, and no item where that is nothing', async () => {
    await using tables = await withTables();
    await putAll(tables.client, 'one', [
      { ...key('a'), n: { N: '1' }, name: { S: 'x' } },
      { ...key('b'), n: { N: '2' } },
    ]);
    const projection = { ProjectionExpression: '#name', ExpressionAttributeNames: { '#name': 'name' } };
    const { Responses } = await tables.get([get('a', projection), get('b', projection), get('c', projection)]);
    expect(Responses).toEqual([{ Item: { name: { S: 'x' } } }, {}, {}]);
  });

  test('takes 100 reads', async () => {
    await using tables = await withTables();
    const { Responses } = await tables.get(Array.from({ length: 100 }, (_, n) => get(`item-${n}`)));
    expect(Responses).toHaveLength(100);
  });

  /** The figures are the public conformance suite's: two units an item, there or not. */
  test('costs two units for each 4 KB of each item', async () => {
    await using tables = await withTables();
    await putAll(tables.client, 'one', [key('a'), { ...key('big'), text: { S: 'x'.repeat(5000) } }]);
    const reads = [
      get('a'),
      get('big'),
      get('none'),
      { Get: { TableName: 'two', Key: { id: { S: 'a' }, at: { N: '1' } } } },
    ];

    const total = await tables.get(reads, { ReturnConsumedCapacity: 'TOTAL' });
    expect(total.ConsumedCapacity).toEqual([
      { TableName: 'one', CapacityUnits: 8, ReadCapacityUnits: 8 },
      { TableName: 'two', CapacityUnits: 2, ReadCapacityUnits: 2 },
    ]);
    const indexes = await tables.get(reads.slice(0, 1), { ReturnConsumedCapacity: 'INDEXES' });
    expect(indexes.ConsumedCapacity).toEqual([
      {
        TableName: 'one',
        CapacityUnits: 2,
        ReadCapacityUnits: 2,
        Table: { CapacityUnits: 2, ReadCapacityUnits: 2 },
      },
    ]);
  });

  test('is cancelled where a key does not fit its table; the first is told', async () => {
    await using tables = await withTables();
    const error = (await errorOf(
      tables.get([get('a'), { Get: { TableName: 'one', Key: {} } }, { Get: { TableName: 'two', Key: key('a') } }]),
    )) as TransactionCanceledException;
    expect(error.name).toBe('TransactionCanceledException');
    expect(error.message).toBe(
      'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ValidationError, None]',
    );
    const mismatch = { Code: 'ValidationError', Message: 'The provided key element does not match the schema' };
    expect(error.CancellationReasons).toEqual([{ Code: 'None' }, mismatch, { Code: 'None' }]);
  });

  test('says no to more than 4 MB', async () => {
    await using tables = await withTables();
    const ids = Array.from({ length: 12 }, (_, n) => `big-${n}`);
    for (const id of ids) {
      const Item = { ...key(id), text: { S: 'x'.repeat(390_000) } };
      await tables.client.send(new PutItemCommand({ TableName: 'one', Item }));
    }
    expect(await refusal(tables.get(ids.map((id) => get(id))))).toMatch(/^ValidationException: .*4 MB$/);
    expect((await tables.get(ids.slice(0, 10).map((id) => get(id)))).Responses).toHaveLength(10);
  });

  test.each<[string, TransactGetItem[], string]>([
    [
      'no read',
      [],
      "ValidationException: 1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'a table that is not there',
      [get('a'), get('a', { TableName: 'absent' })],
      'ResourceNotFoundException: Requested resource not found',
    ],
    [
      'an item twice',
      [get('a'), get('b'), get('a')],
      'ValidationException: Transaction request cannot include multiple operations on one item',
    ],
    [
      'an empty key',
      [get('')],
      'ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
    ],
    [
      'a malformed projection before a table that is not there',
      [get('a', { TableName: 'absent' }), get('b', { ProjectionExpression: '!!!' })],
      'ValidationException: Invalid ProjectionExpression: Syntax error; token: "!", near: "!!"',
    ],
    [
      'a malformed table name',
      [get('a'), get('b', { TableName: 'bad!name' })],
      "ValidationException: 1 validation error detected: Value 'bad!name' at 'transactItems.2.member.get.tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    ],
    [
      'an action without its read',
      [{} as TransactGetItem],
      "ValidationException: 1 validation error detected: Value null at 'transactItems.1.member.get' failed to satisfy constraint: Member must not be null",
    ],
  ])('says of %s what AWS says', async (_what, items, expected) => {
    await using tables = await withTables();
    expect(await refusal(tables.get(items))).toBe(expected);
  });
});
