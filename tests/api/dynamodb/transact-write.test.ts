import {
  DescribeTableCommand,
  GetItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  type CancellationReason,
  type TransactionCanceledException,
  type TransactWriteItem,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { errorOf, testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, putAll, refusal, type Item } from './support.ts';

const key = (id: string): Item => ({ id: { S: id } });
const item = (id: string, more: Item = {}): Item => ({ ...key(id), ...more });

async function withTables() {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'one', 'id:S');
  await createTable(client, 'two', 'id:S', 'at:N', {
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'at', AttributeType: 'N' },
      { AttributeName: 'group', AttributeType: 'S' },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: 'local',
        KeySchema: [
          { AttributeName: 'id', KeyType: 'HASH' },
          { AttributeName: 'group', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'global',
        KeySchema: [{ AttributeName: 'group', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });
  const write = (items: TransactWriteItem[], more: Partial<TransactWriteItemsCommandInput> = {}) =>
    client.send(new TransactWriteItemsCommand({ TransactItems: items, ...more }));
  return {
    cloud,
    client,
    write,
    read: async (id: string) => (await client.send(new GetItemCommand({ TableName: 'one', Key: key(id) }))).Item,
    scan: async (TableName: string, IndexName?: string) =>
      (await client.send(new ScanCommand({ TableName, ...(IndexName === undefined ? {} : { IndexName }) }))).Items,
    /** The codes and messages of a cancellation, after its summary has been found to say the same. */
    reasons: async (items: TransactWriteItem[]): Promise<CancellationReason[]> => {
      const error = (await errorOf(write(items))) as TransactionCanceledException;
      const reasons = error.CancellationReasons ?? [];
      expect(`${error.name}: ${error.message}`).toBe(
        'TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific reasons ' +
          `[${reasons.map(({ Code }) => Code).join(', ')}]`,
      );
      return reasons;
    },
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

const put = (Item: Item, more: object = {}): TransactWriteItem => ({ Put: { TableName: 'one', Item, ...more } });
const remove = (id: string, more: object = {}): TransactWriteItem => ({
  Delete: { TableName: 'one', Key: key(id), ...more },
});
const update = (id: string, UpdateExpression: string, values: Item = {}, more: object = {}): TransactWriteItem => ({
  Update: {
    TableName: 'one',
    Key: key(id),
    UpdateExpression,
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
    ...more,
  },
});
const check = (id: string, ConditionExpression: string, more: object = {}): TransactWriteItem => ({
  ConditionCheck: { TableName: 'one', Key: key(id), ConditionExpression, ...more },
});

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

describe('a refused TransactWriteItems', () => {
  const EMPTY_KEY =
    'ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id';
  const EMPTY_INDEX_KEY =
    'ValidationException: One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: global, IndexKey: group';
  const BAD_NAME = (path: string) =>
    `ValidationException: 1 validation error detected: Value 'bad!name' at 'transactItems.${path}.tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+`;
  const UNUSED = 'ValidationException: Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}';
  const SYNTAX = 'ValidationException: Invalid ConditionExpression: Syntax error; token: "<EOF>", near: "("';
  const TOO_DEEP =
    'ValidationException: Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit';
  const absent: TransactWriteItem = { Put: { TableName: 'absent', Item: item('a') } };
  const unused = check('a', 'attribute_not_exists(id)', { ExpressionAttributeValues: { ':v': { S: 'x' } } });
  const malformed = check('a', 'attribute_not_exists(');
  const deep = put(item('deep', { data: nested(32) }));
  const keyed = (operation: string, id: string, more: object = {}): TransactWriteItem => ({
    [operation]: { TableName: 'one', Key: key(id), ...more },
  });

  /** Messages and order as recorded on AWS by the public conformance suite, 2026-10. */
  test.each<[string, TransactWriteItem[], string]>([
    [
      'no action',
      [],
      "ValidationException: 1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'an action without an operation',
      [{}],
      'ValidationException: Invalid Request: TransactWriteRequest should contain Delete or Put or Update request',
    ],
    [
      'an action with two operations',
      [{ ...put(item('a')), ...remove('b') }],
      'ValidationException: TransactItems can only contain one of Check, Put, Update or Delete',
    ],
    [
      'two operations on one item',
      [put(item('a')), put(item('b')), remove('a')],
      'ValidationException: Transaction request cannot include multiple operations on one item',
    ],
    [
      'a check and an update of one item',
      [check('a', 'attribute_exists(id)'), update('a', 'REMOVE n')],
      'ValidationException: Transaction request cannot include multiple operations on one item',
    ],
    ['a table that is not there', [put(item('a')), absent], 'ResourceNotFoundException: Requested resource not found'],
    ['an empty key in a put', [put(item(''))], EMPTY_KEY],
    ['an empty key in a delete', [keyed('Delete', '')], EMPTY_KEY],
    ['an empty key in an update', [keyed('Update', '', { UpdateExpression: 'REMOVE n' })], EMPTY_KEY],
    ['an empty key in a check', [check('', 'attribute_exists(id)')], EMPTY_KEY],
    [
      'an empty index key in a put',
      [{ Put: { TableName: 'two', Item: { id: { S: 'a' }, at: { N: '1' }, group: { S: '' } } } }],
      EMPTY_INDEX_KEY,
    ],
    [
      'an empty index key in an update',
      [
        {
          Update: {
            TableName: 'two',
            Key: { id: { S: 'a' }, at: { N: '1' } },
            UpdateExpression: 'SET #g = :g',
            ExpressionAttributeNames: { '#g': 'group' },
            ExpressionAttributeValues: { ':g': { S: '' } },
          },
        },
      ],
      EMPTY_INDEX_KEY,
    ],
    [
      'an empty key even where another action fails its condition',
      [check('b', 'attribute_exists(id)'), put(item(''))],
      EMPTY_KEY,
    ],
    [
      'an item that is too large',
      [put(item('a', { text: { S: 'x'.repeat(400 * 1024) } }))],
      'ValidationException: Item size has exceeded the maximum allowed size',
    ],
    [
      'a malformed table name',
      [put(item('a')), { Delete: { TableName: 'bad!name', Key: key('a') } }],
      BAD_NAME('2.member.delete'),
    ],
    [
      'a malformed table name of a check',
      [{ ConditionCheck: { TableName: 'bad!name', Key: key('a'), ConditionExpression: 'attribute_exists(id)' } }],
      BAD_NAME('1.member.conditionCheck'),
    ],
    [
      'an empty condition',
      [remove('a', { ConditionExpression: '' })],
      'ValidationException: Invalid ConditionExpression: The expression can not be empty;',
    ],
    [
      'empty values',
      [put(item('a'), { ConditionExpression: 'attribute_exists(id)', ExpressionAttributeValues: {} })],
      'ValidationException: ExpressionAttributeValues must not be empty',
    ],
    [
      'a section twice',
      [update('a', 'SET a = :v SET b = :v', { ':v': { S: 'x' } })],
      'ValidationException: Invalid UpdateExpression: The "SET" section can only be used once in an update expression;',
    ],
    ['an unused value before a table that is not there', [absent, unused], UNUSED],
    ['an unused value before an item named twice', [put(item('a')), unused], UNUSED],
    ['a malformed condition before a table that is not there', [absent, malformed], SYNTAX],
    ['a malformed condition before a later item nested too deep', [malformed, deep], SYNTAX],
    ['an item nested too deep before a later malformed condition', [deep, malformed], TOO_DEEP],
    [
      'a malformed condition before the nested key of the same action',
      [{ Delete: { TableName: 'one', Key: { id: nested(100) }, ConditionExpression: 'attribute_not_exists(' } }],
      SYNTAX,
    ],
    [
      'a nested key before a later malformed condition',
      [{ Delete: { TableName: 'one', Key: { id: nested(40) } } }, malformed],
      TOO_DEEP,
    ],
    [
      'no expression in an update',
      [{ Update: { TableName: 'one', Key: key('a') } } as TransactWriteItem],
      "ValidationException: 1 validation error detected: Value null at 'transactItems.1.member.update.updateExpression' failed to satisfy constraint: Member must not be null",
    ],
    [
      'an unknown return value',
      [put(item('a'), { ReturnValuesOnConditionCheckFailure: 'ALL_NEW' })],
      "ValidationException: 1 validation error detected: Value 'ALL_NEW' at 'transactItems.1.member.put.returnValuesOnConditionCheckFailure' failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, NONE]",
    ],
  ])('says of %s what AWS says', async (_what, items, expected) => {
    await using tables = await withTables();
    expect(await refusal(tables.write(items))).toBe(expected);
    expect(await tables.scan('one')).toEqual([]);
  });

  test('says that 101 actions are too many', async () => {
    await using tables = await withTables();
    expect(await refusal(tables.write(Array.from({ length: 101 }, (_, n) => put(item(`item-${n}`)))))).toMatch(
      /^ValidationException: 1 validation error detected: Value '\[.+\]' at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100$/s,
    );
  });

  test('names all members that are not as they should be, before anything else', async () => {
    await using tables = await withTables();
    const bogus = { ReturnConsumedCapacity: 'BOGUS' as 'TOTAL', ReturnItemCollectionMetrics: 'BOGUS2' as 'SIZE' };
    expect(await refusal(tables.write([absent], bogus))).toBe(
      "ValidationException: 2 validation errors detected: Value 'BOGUS' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; Value 'BOGUS2' at 'returnItemCollectionMetrics' failed to satisfy constraint: Member must satisfy enum value set: [SIZE, NONE]",
    );
  });

  test('says no to more than 4 MB, and yes to almost as much', async () => {
    await using tables = await withTables();
    const big = (count: number) =>
      Array.from({ length: count }, (_, n) => put(item(`big-${n}`, { text: { S: 'x'.repeat(350_000) } })));
    expect(await refusal(tables.write(big(12)))).toMatch(/^ValidationException: .*4 MB$/);
    expect(await tables.read('big-0')).toBeUndefined();
    await tables.write(big(11));
    expect(await tables.read('big-10')).toBeDefined();
  });
});

function nested(levels: number): Item[string] {
  let value: Item[string] = { S: 'leaf' };
  for (let level = 0; level < levels; level++) value = { M: { n: value } };
  return value;
}
