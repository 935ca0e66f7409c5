import {
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  type Condition,
  type PutItemCommandInput,
  type QueryCommandInput,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, putAll, refusal, type Item } from './support.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html */
const TableName = 'legacy';
const Key = { p: { S: 'a' }, s: { N: '1' } };

async function withLegacy(items: readonly Item[] = []) {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'p:S', 's:N');
  await putAll(client, TableName, items);
  return {
    client,
    put: (Item: Item, more: Partial<PutItemCommandInput> = {}) =>
      client.send(new PutItemCommand({ TableName, Item, ...more })),
    update: (more: Partial<UpdateItemCommandInput>) => client.send(new UpdateItemCommand({ TableName, Key, ...more })),
    get: async () => (await client.send(new GetItemCommand({ TableName, Key }))).Item,
    query: (more: Partial<QueryCommandInput>) => client.send(new QueryCommand({ TableName, ...more })),
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

const numbers = Array.from({ length: 5 }, (_, n) => ({ p: { S: 'a' }, s: { N: String(n) }, n: { N: String(n * 10) } }));
const EQ_A: Record<string, Condition> = { p: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'a' }] } };

describe('Expected', () => {
  test('holds a put back', async () => {
    await using table = await withLegacy();
    await table.put(Key, { Expected: { p: { Exists: false } } });
    expect(await refusal(table.put(Key, { Expected: { p: { Exists: false } } }))).toBe(
      'ConditionalCheckFailedException: The conditional request failed',
    );
  });

  test('with OR lets one of several do', async () => {
    await using table = await withLegacy([{ ...Key, n: { N: '5' } }]);
    const Expected = { n: { Value: { N: '5' } }, none: { Value: { S: 'x' } } };
    expect(await refusal(table.put(Key, { Expected }))).toMatch(/^ConditionalCheckFailedException/);
    await table.put(Key, { Expected, ConditionalOperator: 'OR' });
  });
});

describe('AttributeUpdates', () => {
  test('put, add and delete', async () => {
    await using table = await withLegacy([{ ...Key, n: { N: '1' }, tags: { SS: ['x', 'y'] }, gone: { S: 'x' } }]);
    const { Attributes } = await table.update({
      AttributeUpdates: {
        n: { Action: 'ADD', Value: { N: '2' } },
        tags: { Action: 'DELETE', Value: { SS: ['x'] } },
        gone: { Action: 'DELETE' },
        fresh: { Value: { S: 'new' } },
      },
      ReturnValues: 'ALL_NEW',
    });
    expect(Attributes).toEqual({ ...Key, n: { N: '3' }, tags: { SS: ['y'] }, fresh: { S: 'new' } });
  });

  test('that only delete do not create an item', async () => {
    await using table = await withLegacy();
    await table.update({ AttributeUpdates: { n: { Action: 'DELETE' } } });
    expect(await table.get()).toBeUndefined();
  });

  test('do not touch the key', async () => {
    await using table = await withLegacy();
    expect(await refusal(table.update({ AttributeUpdates: { s: { Value: { N: '2' } } } }))).toBe(
      'ValidationException: One or more parameter values were invalid: Cannot update attribute s. This attribute is part of the key',
    );
  });
});

describe('KeyConditions, QueryFilter and ScanFilter', () => {
  test('read a range and filter it', async () => {
    await using table = await withLegacy(numbers);
    const { Items, ScannedCount } = await table.query({
      KeyConditions: { ...EQ_A, s: { ComparisonOperator: 'GE', AttributeValueList: [{ N: '2' }] } },
      QueryFilter: { n: { ComparisonOperator: 'NE', AttributeValueList: [{ N: '30' }] } },
      AttributesToGet: ['s'],
    });
    expect(Items).toEqual([{ s: { N: '2' } }, { s: { N: '4' } }]);
    expect(ScannedCount).toBe(3);
  });

  test('a QueryFilter does not speak of keys', async () => {
    await using table = await withLegacy();
    const QueryFilter = { s: { ComparisonOperator: 'NOT_NULL' } } as const;
    expect(await refusal(table.query({ KeyConditions: EQ_A, QueryFilter }))).toBe(
      'ValidationException: QueryFilter can only contain non-primary key attributes: Primary key attribute: s',
    );
  });

  test('a ScanFilter filters', async () => {
    await using table = await withLegacy(numbers);
    const ScanFilter: Record<string, Condition> = {
      n: { ComparisonOperator: 'BETWEEN', AttributeValueList: [{ N: '10' }, { N: '20' }] },
    };
    const { Items } = await table.client.send(new ScanCommand({ TableName, ScanFilter }));
    expect(Items).toEqual([numbers[1], numbers[2]]);
  });

  test('do not mix with expressions', async () => {
    await using table = await withLegacy();
    const mixed = { KeyConditionExpression: 'p = :p', ExpressionAttributeValues: { ':p': { S: 'a' } } };
    expect(await refusal(table.query({ ...mixed, KeyConditions: EQ_A }))).toBe(
      'ValidationException: Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {KeyConditions} Expression parameters: {KeyConditionExpression}',
    );
  });
});
