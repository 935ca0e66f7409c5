import { DescribeTableCommand, QueryCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { putAll, type Item } from './support.ts';
import { check, item, put, remove, update, withTables } from './transact-support.ts';

const NONE = { Code: 'None' };
const FAILED = { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' };
const invalid = (Message: string) => ({ Code: 'ValidationError', Message });

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-apis-txwriteitems */
describe('TransactWriteItems', () => {
  test('puts, updates, deletes and checks, in several tables', async () => {
    await using tables = await withTables();
    await putAll(tables.client, 'one', [item('old'), item('counted', { n: { N: '1' } }), item('checked')]);

    await tables.write([
      put(item('new', { text: { S: 'x' } })),
      update('counted', 'ADD n :one', { ':one': { N: '1' } }),
      update('made', 'SET n = :one', { ':one': { N: '1' } }),
      remove('old'),
      remove('never was'),
      check('checked', 'attribute_exists(id)'),
      check('none', 'attribute_not_exists(id)'),
      { Put: { TableName: 'two', Item: { id: { S: 'a' }, at: { N: '1' }, group: { S: 'g' } } } },
    ]);

    expect(await tables.scan('one')).toEqual(
      expect.arrayContaining([
        item('new', { text: { S: 'x' } }),
        item('counted', { n: { N: '2' } }),
        item('made', { n: { N: '1' } }),
        item('checked'),
      ]),
    );
    expect(await tables.scan('one')).toHaveLength(4);
    expect(await tables.scan('two')).toHaveLength(1);
  });

  test('changes indexes and counts with the items', async () => {
    await using tables = await withTables();
    const inTwo = (at: string, group: string): Item => ({ id: { S: 'a' }, at: { N: at }, group: { S: group } });
    await putAll(tables.client, 'two', [inTwo('1', 'x'), inTwo('2', 'x')]);

    await tables.write([
      { Delete: { TableName: 'two', Key: { id: { S: 'a' }, at: { N: '1' } } } },
      {
        Update: {
          TableName: 'two',
          Key: { id: { S: 'a' }, at: { N: '2' } },
          UpdateExpression: 'SET #g = :g',
          ExpressionAttributeNames: { '#g': 'group' },
          ExpressionAttributeValues: { ':g': { S: 'y' } },
        },
      },
      { Put: { TableName: 'two', Item: inTwo('3', 'y') } },
    ]);

    expect(await tables.scan('two', 'global')).toHaveLength(2);
    const { Items } = await tables.client.send(
      new QueryCommand({
        TableName: 'two',
        IndexName: 'global',
        KeyConditionExpression: '#g = :g',
        ExpressionAttributeNames: { '#g': 'group' },
        ExpressionAttributeValues: { ':g': { S: 'y' } },
      }),
    );
    expect(Items).toEqual(expect.arrayContaining([inTwo('2', 'y'), inTwo('3', 'y')]));
    const { Table } = await tables.client.send(new DescribeTableCommand({ TableName: 'two' }));
    expect(Table).toMatchObject({ ItemCount: 2, GlobalSecondaryIndexes: [{ ItemCount: 2 }] });
  });

  test('takes 100 actions', async () => {
    await using tables = await withTables();
    await tables.write(Array.from({ length: 100 }, (_, n) => put(item(`item-${n}`))));
    expect(await tables.scan('one')).toHaveLength(100);
  });

  test('an update that only removes from an item that is not there makes none', async () => {
    await using tables = await withTables();
    await tables.write([update('none', 'REMOVE n')]);
    expect(await tables.read('none')).toBeUndefined();
  });

  test('lets names and values without an expression pass', async () => {
    await using tables = await withTables();
    await tables.write([put(item('a'), { ExpressionAttributeNames: { '#n': 'n' } })]);
    expect(await tables.read('a')).toEqual(item('a'));
  });
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CancellationReason.html */
describe('a cancelled transaction', () => {
  test('writes nothing, and names the reason of each action in order', async () => {
    await using tables = await withTables();
    await putAll(tables.client, 'one', [item('taken', { n: { N: '1' } })]);

    const reasons = await tables.reasons([
      put(item('new')),
      put(item('taken'), { ConditionExpression: 'attribute_not_exists(id)' }),
      update('made', 'SET n = :n', { ':n': { N: '1' } }),
      remove('gone', { ConditionExpression: 'attribute_exists(id)' }),
      check('other', 'attribute_exists(id)'),
      update('missing', 'SET n = n + :n', { ':n': { N: '1' } }),
    ]);

    expect(reasons).toEqual([
      NONE,
      FAILED,
      NONE,
      FAILED,
      FAILED,
      invalid('The provided expression refers to an attribute that does not exist in the item'),
    ]);
    expect(await tables.scan('one')).toEqual([item('taken', { n: { N: '1' } })]);
  });

  test('carries the item as it is where it is asked for and there is one', async () => {
    await using tables = await withTables();
    const there = item('there', { n: { N: '1' }, bytes: { B: Uint8Array.of(1, 2) } });
    await putAll(tables.client, 'one', [there]);
    const allOld = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' };
    const failing = { ...allOld, ConditionExpression: 'attribute_not_exists(id)' };

    expect(await tables.reasons([put(item('there'), failing)])).toEqual([{ ...FAILED, Item: there }]);
    expect(await tables.reasons([remove('there', failing)])).toEqual([{ ...FAILED, Item: there }]);
    expect(await tables.reasons([update('there', 'REMOVE n', {}, failing)])).toEqual([{ ...FAILED, Item: there }]);
    expect(await tables.reasons([check('there', 'attribute_not_exists(id)', allOld)])).toEqual([
      { ...FAILED, Item: there },
    ]);
    expect(await tables.reasons([check('none', 'attribute_exists(id)', allOld)])).toEqual([FAILED]);
    expect(await tables.reasons([check('there', 'attribute_not_exists(id)')])).toEqual([FAILED]);
  });

  const inTwo = (more: object): TransactWriteItem => ({
    Put: { TableName: 'two', Item: { id: { S: 'a' }, at: { N: '1' }, ...more } },
  });
  const SCHEMA_MISMATCH = 'The provided key element does not match the schema';
  const big = { S: 'x'.repeat(399 * 1024) };

  /** The first ones as recorded by the public conformance suite. */
  test.each<[string, TransactWriteItem, string]>([
    [
      'a put with a key of another type',
      put({ id: { N: '5' } }),
      'One or more parameter values were invalid: Type mismatch for key id expected: S actual: N',
    ],
    [
      'a put with a list for a key',
      put({ id: { L: [{ S: 'x' }] } }),
      'One or more parameter values were invalid: Type mismatch for key id expected: S actual: L',
    ],
    [
      'a put without its key',
      put({ text: { S: 'x' } }),
      'One or more parameter values were invalid: Missing the key id in the item',
    ],
    [
      'a put with an index key of another type',
      inTwo({ group: { N: '5' } }),
      'One or more parameter values were invalid: Type mismatch for Index Key group Expected: S Actual: N IndexName: global',
    ],
    [
      'an update of another key',
      { Update: { TableName: 'one', Key: { id: { N: '5' } }, UpdateExpression: 'REMOVE n' } },
      SCHEMA_MISMATCH,
    ],
    ['a delete of another key', { Delete: { TableName: 'one', Key: { id: { L: [] } } } }, SCHEMA_MISMATCH],
    ['a delete without a key', { Delete: { TableName: 'one', Key: {} } }, SCHEMA_MISMATCH],
    [
      'a check of another key',
      {
        ConditionCheck: {
          TableName: 'one',
          Key: { id: { S: 'a' }, more: { S: 'a' } },
          ConditionExpression: 'attribute_exists(id)',
        },
      },
      SCHEMA_MISMATCH,
    ],
    [
      'an update of the key',
      update('a', 'SET id = :id', { ':id': { S: 'b' } }),
      'One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key',
    ],
    [
      'an update that sets an index key of another type',
      {
        Update: {
          TableName: 'two',
          Key: { id: { S: 'a' }, at: { N: '1' } },
          UpdateExpression: 'SET #g = :g',
          ExpressionAttributeNames: { '#g': 'group' },
          ExpressionAttributeValues: { ':g': { N: '5' } },
        },
      },
      'One or more parameter values were invalid: Type mismatch for Index Key group Expected: S Actual: N IndexName: global',
    ],
    [
      'an update at a path that is not there',
      update('a', 'SET a.b = :n', { ':n': { N: '1' } }),
      'The document path provided in the update expression is invalid for update',
    ],
    [
      'an update that makes the item too large',
      update('a', 'SET one = :big, two = :more', { ':big': big, ':more': { S: 'x'.repeat(1024) } }),
      'Item size to update has exceeded the maximum allowed size',
    ],
  ])('reason: %s', async (_what, action, message) => {
    await using tables = await withTables();
    expect(await tables.reasons([put(item('fine')), action])).toEqual([NONE, invalid(message)]);
    expect(await tables.read('fine')).toBeUndefined();
  });

  /** As seen on AWS in eu-west-2: floci-io/floci#3674. */
  test('keys are held against the schema before anything else is looked at, and the first that fails is told', async () => {
    await using tables = await withTables();
    expect(
      await tables.reasons([
        check('none', 'attribute_exists(id)'),
        put(item('twice')),
        put({ id: { N: '5' } }),
        remove('twice'),
        { Delete: { TableName: 'one', Key: {} } },
      ]),
    ).toEqual([
      NONE,
      NONE,
      invalid('One or more parameter values were invalid: Type mismatch for key id expected: S actual: N'),
      NONE,
      NONE,
    ]);
  });

  test('an update may fill an item to the last byte, unlike UpdateItem', async () => {
    await using tables = await withTables();
    const rest = 400 * 1024 - 'id'.length - 'full'.length - 'p'.length;
    await tables.write([update('full', 'SET p = :p', { ':p': { S: 'x'.repeat(rest) } })]);
    expect((await tables.read('full'))?.['p']?.S).toHaveLength(rest);
    expect(await tables.reasons([update('full', 'SET p = :p', { ':p': { S: 'x'.repeat(rest + 1) } })])).toEqual([
      invalid('Item size to update has exceeded the maximum allowed size'),
    ]);
  });
});
