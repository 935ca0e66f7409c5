import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type AttributeValue,
  type ConditionalCheckFailedException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { errorOf, testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, refusal, type Item } from './support.ts';

const TableName = 'things';
const Key = { id: { S: 'a' } };

async function withTable(sort?: string) {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S', sort);
  return {
    client,
    put: (Item: Item, more: object = {}) => client.send(new PutItemCommand({ TableName, Item, ...more })),
    get: async (more: object = {}) => (await client.send(new GetItemCommand({ TableName, Key, ...more }))).Item,
    update: (UpdateExpression: string, values?: Item, more: object = {}) =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key,
          UpdateExpression,
          ...(values ? { ExpressionAttributeValues: values } : {}),
          ...more,
        }),
      ),
    remove: (more: object = {}) => client.send(new DeleteItemCommand({ TableName, Key, ...more })),
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

describe('PutItem and GetItem', () => {
  test('texts that JSON escapes come back, whoever wrote what stands beside them', async () => {
    await using t = await withTable();
    const long = { S: 'grüß'.repeat(200) };
    const special = { S: '"quoted" \\ \n\t\u0001 😀' };
    await t.put({ ...Key, long, special, '"name"': long });
    await t.update('SET beside = :long', { ':long': long });
    expect(await t.get()).toEqual({ ...Key, long, special, '"name"': long, beside: long });

    await t.put({ ...Key, long });
    await t.update('SET special = :special', { ':special': special });
    await t.update('SET beside = :long', { ':long': long });
    expect(await t.get()).toEqual({ ...Key, long, special, beside: long });
  });

  test('give back every type', async () => {
    await using table = await withTable();
    const item: Item = {
      id: { S: 'a' },
      text: { S: 'grüße 👋 "quoted" \u0000' },
      empty: { S: '' },
      number: { N: '-12345678901234567890.123456789012345678' },
      bytes: { B: Uint8Array.of(0, 1, 255) },
      none: { B: new Uint8Array(0) },
      yes: { BOOL: true },
      nothing: { NULL: true },
      strings: { SS: ['x', 'y'] },
      numbers: { NS: ['1', '2'] },
      blobs: { BS: [Uint8Array.of(1), Uint8Array.of(2)] },
      list: { L: [{ S: 'x' }, { M: { deep: { B: Uint8Array.of(7) } } }] },
      map: { M: { 'a.b': { L: [] }, inner: { M: {} } } },
    };
    await table.put(item);
    expect(await table.get()).toEqual(item);
  });

  test('writes numbers as DynamoDB does', async () => {
    await using table = await withTable();
    await table.put({ ...Key, n: { N: '0012.500' }, big: { N: '1e20' }, set: { NS: ['1.0', '2'] } });
    expect(await table.get()).toEqual({
      ...Key,
      n: { N: '12.5' },
      big: { N: '100000000000000000000' },
      set: { NS: ['1', '2'] },
    });
  });

  test('an attribute may be called __proto__', async () => {
    await using table = await withTable();
    const item: Item = { ...Key };
    Object.defineProperty(item, '__proto__', { value: { S: 'x' }, enumerable: true, configurable: true });
    await table.put(item);
    expect(Object.keys((await table.get())!).toSorted()).toEqual(['__proto__', 'id']);
  });

  test('a missing item is no Item at all', async () => {
    await using table = await withTable();
    expect(await table.get()).toBeUndefined();
  });

  test('a put replaces the whole item, and ALL_OLD shows the one before', async () => {
    await using table = await withTable();
    await table.put({ ...Key, one: { N: '1' } });
    const { Attributes } = await table.put({ ...Key, two: { N: '2' } }, { ReturnValues: 'ALL_OLD' });
    expect(Attributes).toEqual({ ...Key, one: { N: '1' } });
    expect(await table.get()).toEqual({ ...Key, two: { N: '2' } });
  });

  test('projects', async () => {
    await using table = await withTable();
    await table.put({ ...Key, map: { M: { x: { S: '1' }, y: { S: '2' } } }, parts: { L: [{ N: '1' }, { N: '2' }] } });
    expect(
      await table.get({ ProjectionExpression: '#m.x, parts[1]', ExpressionAttributeNames: { '#m': 'map' } }),
    ).toEqual({
      map: { M: { x: { S: '1' } } },
      parts: { L: [{ N: '2' }] },
    });
    expect(await table.get({ AttributesToGet: ['id', 'nowhere'] })).toEqual(Key);
  });

  test('the document client sees plain values', async () => {
    await using table = await withTable();
    const documents = DynamoDBDocumentClient.from(table.client);
    const Item = { id: 'a', price: 12.5, tags: new Set(['x', 'y']), parts: [{ count: 2 }], paid: false, note: null };
    await documents.send(new PutCommand({ TableName, Item }));
    expect((await documents.send(new GetCommand({ TableName, Key: { id: 'a' } }))).Item).toEqual(Item);

    const { Attributes } = await documents.send(
      new UpdateCommand({
        TableName,
        Key: { id: 'a' },
        UpdateExpression: 'SET price = price + :more, parts = list_append(parts, :parts)',
        ExpressionAttributeValues: { ':more': 0.25, ':parts': [{ count: 3 }] },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    expect(Attributes).toEqual({ price: 12.75, parts: [{ count: 2 }, { count: 3 }] });
  });
});

describe('keys', () => {
  const cases: readonly [string, Item, string][] = [
    [
      'no key',
      { other: { S: 'x' } },
      'ValidationException: One or more parameter values were invalid: Missing the key id in the item',
    ],
    [
      'a key of another type',
      { id: { N: '1' } },
      'ValidationException: One or more parameter values were invalid: Type mismatch for key id expected: S actual: N',
    ],
    [
      'an empty key',
      { id: { S: '' } },
      'ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
    ],
    [
      'a key of 2049 bytes',
      { id: { S: 'x'.repeat(2049) } },
      'ValidationException: One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
    ],
  ];
  test.each(cases)('PutItem refuses %s', async (_what, item, expected) => {
    await using table = await withTable();
    expect(await refusal(table.put(item))).toBe(expected);
  });

  test('a sort key has 1024 bytes', async () => {
    await using table = await withTable('at:S');
    await table.put({ id: { S: 'a' }, at: { S: 'x'.repeat(1024) } });
    expect(await refusal(table.put({ id: { S: 'a' }, at: { S: 'x'.repeat(1025) } }))).toBe(
      'ValidationException: One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes',
    );
  });

  test.each<[string, Record<string, AttributeValue>]>([
    ['nothing', {}],
    ['another name', { key: { S: 'a' } }],
    ['another type', { id: { N: '1' } }],
    ['more than the key', { id: { S: 'a' }, more: { S: 'b' } }],
  ])('a Key with %s does not match the schema', async (_what, Key) => {
    await using table = await withTable();
    const expected = 'ValidationException: The provided key element does not match the schema';
    expect(await refusal(table.get({ Key }))).toBe(expected);
    expect(await refusal(table.remove({ Key }))).toBe(expected);
    expect(await refusal(table.update('SET a = :a', { ':a': { S: 'x' } }, { Key }))).toBe(expected);
  });

  test('an empty binary key is refused', async () => {
    await using cloud = await testCloud();
    const client = dynamoDb(cloud);
    await createTable(client, 'binary', 'id:B');
    const call = client.send(new GetItemCommand({ TableName: 'binary', Key: { id: { B: new Uint8Array(0) } } }));
    expect(await refusal(call)).toBe(
      'ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty binary value. Key: id',
    );
  });
});

describe('UpdateItem', () => {
  test('creates the item when there is none', async () => {
    await using table = await withTable();
    await table.update('SET n = if_not_exists(n, :zero) + :one', { ':zero': { N: '0' }, ':one': { N: '1' } });
    expect(await table.get()).toEqual({ ...Key, n: { N: '1' } });
  });

  test('without an expression still creates the item', async () => {
    await using table = await withTable();
    await table.client.send(new UpdateItemCommand({ TableName, Key }));
    expect(await table.get()).toEqual(Key);
  });

  test.each([
    ['NONE', undefined],
    ['ALL_OLD', { ...Key, a: { N: '1' }, b: { S: 'kept' } }],
    ['UPDATED_OLD', { a: { N: '1' } }],
    ['ALL_NEW', { ...Key, a: { N: '2' }, b: { S: 'kept' }, c: { S: 'new' } }],
    ['UPDATED_NEW', { a: { N: '2' }, c: { S: 'new' } }],
  ])('ReturnValues %s', async (ReturnValues, expected) => {
    await using table = await withTable();
    await table.put({ ...Key, a: { N: '1' }, b: { S: 'kept' } });
    const { Attributes } = await table.update(
      'SET c = :c ADD a :one',
      { ':c': { S: 'new' }, ':one': { N: '1' } },
      { ReturnValues },
    );
    expect(Attributes).toEqual(expected);
  });

  test('does not touch the key', async () => {
    await using table = await withTable();
    expect(await refusal(table.update('SET id = :v', { ':v': { S: 'b' } }))).toBe(
      'ValidationException: One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key',
    );
  });

  test('a thousand increments by many clients add up', async () => {
    await using table = await withTable();
    await Promise.all(Array.from({ length: 200 }, () => table.update('ADD n :one', { ':one': { N: '1' } })));
    expect(await table.get()).toEqual({ ...Key, n: { N: '200' } });
  });
});

describe('conditions', () => {
  test('a put only when there is none', async () => {
    await using table = await withTable();
    const condition = { ConditionExpression: 'attribute_not_exists(id)' };
    await table.put(Key, condition);
    expect(await refusal(table.put(Key, condition))).toBe(
      'ConditionalCheckFailedException: The conditional request failed',
    );
  });

  test('the failure carries the item when asked to', async () => {
    await using table = await withTable();
    await table.put({ ...Key, n: { N: '5' }, bytes: { B: Uint8Array.of(9) } });
    const condition = { ConditionExpression: 'n < :n', ExpressionAttributeValues: { ':n': { N: '5' } } };

    const plain = (await errorOf(table.remove(condition))) as ConditionalCheckFailedException;
    expect(plain.Item).toBeUndefined();
    const full = (await errorOf(
      table.remove({ ...condition, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
    )) as ConditionalCheckFailedException;
    expect(full.Item).toEqual({ ...Key, n: { N: '5' }, bytes: { B: Uint8Array.of(9) } });
    expect(await table.get()).toBeDefined();
  });

  test('of many writers with one condition, one wins', async () => {
    await using table = await withTable();
    const attempts = Array.from({ length: 20 }, (_, at) =>
      table.put({ ...Key, winner: { N: String(at) } }, { ConditionExpression: 'attribute_not_exists(id)' }),
    );
    const results = await Promise.allSettled(attempts);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('DeleteItem', () => {
  test('removes the item, and shows it when asked to', async () => {
    await using table = await withTable();
    await table.put({ ...Key, n: { N: '1' } });
    expect((await table.remove({ ReturnValues: 'ALL_OLD' })).Attributes).toEqual({ ...Key, n: { N: '1' } });
    expect(await table.get()).toBeUndefined();
    expect((await table.remove({ ReturnValues: 'ALL_OLD' })).Attributes).toBeUndefined();
  });

  test.each(['ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW'])('does not return %s', async (ReturnValues) => {
    await using table = await withTable();
    const expected = 'ValidationException: 1 validation error detected: ReturnValues can only be ALL_OLD or NONE';
    expect(await refusal(table.remove({ ReturnValues }))).toBe(expected);
    expect(await refusal(table.put(Key, { ReturnValues }))).toBe(expected);
  });
});

describe('item size', () => {
  test('up to 400 KB', async () => {
    await using table = await withTable();
    // "id" + "a" + "text"
    await table.put({ ...Key, text: { S: 'x'.repeat(400 * 1024 - 7) } });
    expect(await refusal(table.put({ ...Key, text: { S: 'x'.repeat(400 * 1024 - 6) } }))).toBe(
      'ValidationException: Item size has exceeded the maximum allowed size',
    );
    expect(await refusal(table.update('SET t = :t', { ':t': { S: 'xx' } }))).toBe(
      'ValidationException: Item size to update has exceeded the maximum allowed size',
    );
  });
});

describe('the order of checks', () => {
  test('parameters, then expressions, then the table, then the key, then the condition', async () => {
    await using table = await withTable();
    const put = (Item: Item, more: object) => refusal(table.put(Item, more));
    const badExpression = { ConditionExpression: 'id = ' };
    const missing = { TableName: 'nowhere' };
    const mixed = { Expected: { id: { Exists: false } }, ConditionExpression: 'id = ' };

    expect(await put({ id: { N: '1' } }, { ...missing, ...mixed })).toBe(
      'ValidationException: 1 validation error detected: Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}',
    );
    expect(await put({ id: { N: '1' } }, { ...missing, ...badExpression })).toMatch(/Invalid ConditionExpression/);
    expect(await put({ id: { N: '1' } }, { ...missing, ConditionExpression: 'id = id2' })).toBe(
      'ResourceNotFoundException: Requested resource not found',
    );
    expect(await put({ id: { N: '1' } }, { ConditionExpression: 'id = id2' })).toMatch(/Type mismatch for key id/);
    expect(await put(Key, { ConditionExpression: 'id = id2' })).toMatch(/^ConditionalCheckFailedException/);
  });

  test('a table name is checked in its own words', async () => {
    await using table = await withTable();
    const name = (TableName: string) => refusal(table.get({ TableName }));
    expect(await name('bad table!@#')).toBe(
      "ValidationException: 1 validation error detected: Value 'bad table!@#' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    );
    expect(await name('a'.repeat(256))).toBe(
      `ValidationException: 1 validation error detected: Value '${'a'.repeat(256)}' at 'tableName' failed to satisfy constraint: Member must have length less than or equal to 255`,
    );
    expect(await name('')).toMatch(/Member must have length greater than or equal to 1/);
    expect(await name('nowhere')).toBe('ResourceNotFoundException: Requested resource not found');
  });
});
