import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DescribeTableCommand,
  GetItemCommand,
  type BatchGetItemCommandInput,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, putAll, refusal, type Item } from './support.ts';

const item = (id: string, more: Item = {}): Item => ({ id: { S: id }, ...more });

async function withTables() {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'one', 'id:S');
  await createTable(client, 'two', 'id:S');
  return {
    client,
    get: (RequestItems: BatchGetItemCommandInput['RequestItems'], more: Partial<BatchGetItemCommandInput> = {}) =>
      client.send(new BatchGetItemCommand({ RequestItems, ...more })),
    write: (RequestItems: Record<string, WriteRequest[]>, more: object = {}) =>
      client.send(new BatchWriteItemCommand({ RequestItems, ...more })),
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

describe('BatchGetItem', () => {
  test('gives what it finds, by table', async () => {
    await using tables = await withTables();
    await putAll(tables.client, 'one', [item('a', { n: { N: '1' } }), item('b', { n: { N: '2' } })]);
    await putAll(tables.client, 'two', [item('a', { n: { N: '3' } })]);

    const { Responses, UnprocessedKeys } = await tables.get({
      one: { Keys: [item('a'), item('b'), item('none')] },
      two: { Keys: [item('a')], ProjectionExpression: 'n' },
    });
    expect(Responses!['one']).toHaveLength(2);
    expect(Responses!['one']).toEqual(
      expect.arrayContaining([item('a', { n: { N: '1' } }), item('b', { n: { N: '2' } })]),
    );
    expect(Responses!['two']).toEqual([{ n: { N: '3' } }]);
    expect(UnprocessedKeys).toEqual({});
  });

  test('hands back what does not fit into 16 MB', async () => {
    await using tables = await withTables();
    const big = Array.from({ length: 45 }, (_, n) => item(`big-${n}`, { text: { S: 'x'.repeat(390 * 1024) } }));
    await putAll(tables.client, 'one', big);

    const first = await tables.get({ one: { Keys: big.map(({ id }) => ({ id: id! })), ConsistentRead: true } });
    expect(first.Responses!['one']).toHaveLength(42);
    expect(first.UnprocessedKeys!['one']).toMatchObject({ ConsistentRead: true });
    const second = await tables.get(first.UnprocessedKeys);
    expect(second.Responses!['one']).toHaveLength(3);
    expect(second.UnprocessedKeys).toEqual({});
  });

  test.each<[string, BatchGetItemCommandInput['RequestItems'], string]>([
    ['nothing', {}, 'ValidationException: The requestItems parameter is required for BatchGetItem'],
    [
      'a name that no table can have',
      { 'bad!name': { Keys: [{ pk: { S: 'a' } }] } },
      `ValidationException: 1 validation error detected: Value '{"bad!name":{"Keys":[{"pk":{"S":"a"}}]}}' at 'requestItems' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]`,
    ],
    [
      'a key twice',
      { one: { Keys: [item('a'), item('a')] } },
      'ValidationException: Provided list of item keys contains duplicates',
    ],
    [
      'a table that is not there',
      { nowhere: { Keys: [item('a')] } },
      'ResourceNotFoundException: Requested resource not found',
    ],
    [
      'another key',
      { one: { Keys: [{ key: { S: 'a' } }] } },
      'ValidationException: The provided key element does not match the schema',
    ],
    [
      'an empty key',
      { one: { Keys: [item('')] } },
      'ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
    ],
    [
      'both kinds of projection',
      { one: { Keys: [item('a')], AttributesToGet: ['id'], ProjectionExpression: 'id' } },
      'ValidationException: Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}',
    ],
    [
      'more than 100 keys of a table',
      { one: { Keys: Array.from({ length: 101 }, (_, n) => item(`a${n}`)) } },
      "ValidationException: 1 validation error detected: Value at 'RequestItems.one.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100",
    ],
    [
      'more than 100 keys in all',
      {
        one: { Keys: Array.from({ length: 60 }, (_, n) => item(`a${n}`)) },
        two: { Keys: Array.from({ length: 60 }, (_, n) => item(`a${n}`)) },
      },
      'ValidationException: Too many items requested for the BatchGetItem call',
    ],
  ])('refuses %s', async (_what, requestItems, expected) => {
    await using tables = await withTables();
    expect(await refusal(tables.get(requestItems))).toBe(expected);
  });
});

describe('BatchWriteItem', () => {
  const put = (Item: Item): WriteRequest => ({ PutRequest: { Item } });
  const remove = (Key: Item): WriteRequest => ({ DeleteRequest: { Key } });

  test('puts and deletes in several tables', async () => {
    await using tables = await withTables();
    await putAll(tables.client, 'one', [item('old'), item('kept')]);

    const { UnprocessedItems } = await tables.write({
      one: [put(item('new', { n: { N: '1' } })), remove(item('old')), remove(item('none'))],
      two: [put(item('new'))],
    });
    expect(UnprocessedItems).toEqual({});
    const { Responses } = await tables.get({
      one: { Keys: [item('new'), item('old'), item('kept')] },
      two: { Keys: [item('new')] },
    });
    expect(Responses!['one']).toHaveLength(2);
    expect(Responses!['two']).toEqual([item('new')]);
    const { Table } = await tables.client.send(new DescribeTableCommand({ TableName: 'one' }));
    expect(Table?.ItemCount).toBe(2);
  });

  test.each<[string, Record<string, WriteRequest[]>, string]>([
    ['nothing', {}, 'ValidationException: The requestItems parameter is required for BatchWriteItem'],
    [
      'an item twice',
      { one: [put(item('a')), remove(item('a'))] },
      'ValidationException: Provided list of item keys contains duplicates',
    ],
    [
      'a table that is not there',
      { nowhere: [put(item('a'))] },
      'ResourceNotFoundException: Requested resource not found',
    ],
    [
      'a key of another type',
      { one: [put({ id: { N: '5' } })] },
      'ValidationException: The provided key element does not match the schema',
    ],
    [
      'an empty key',
      { one: [put(item(''))] },
      'ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
    ],
    [
      'an item that is too large',
      { one: [put(item('a', { text: { S: 'x'.repeat(400 * 1024) } }))] },
      'ValidationException: Item size has exceeded the maximum allowed size',
    ],
    [
      'more than 25 requests in all',
      {
        one: Array.from({ length: 20 }, (_, n) => put(item(`a${n}`))),
        two: Array.from({ length: 20 }, (_, n) => put(item(`a${n}`))),
      },
      'ValidationException: Too many items requested for the BatchWriteItem call',
    ],
  ])('refuses %s', async (_what, requestItems, expected) => {
    await using tables = await withTables();
    expect(await refusal(tables.write(requestItems))).toBe(expected);
  });

  test('26 requests to one table are a broken constraint', async () => {
    await using tables = await withTables();
    const requests = Array.from({ length: 26 }, (_, n) => put(item(`a${n}`)));
    expect(await refusal(tables.write({ one: requests }))).toMatch(
      /^ValidationException: 1 validation error detected: Value '\{one=\[.+\]\}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \[Member must have length less than or equal to 25, Member must have length greater than or equal to 1\]$/s,
    );
  });

  test('a refused batch writes nothing', async () => {
    await using tables = await withTables();
    await refusal(tables.write({ one: [put(item('a'))], nowhere: [put(item('a'))] }));
    const { Item } = await tables.client.send(new GetItemCommand({ TableName: 'one', Key: item('a') }));
    expect(Item).toBeUndefined();
  });
});
