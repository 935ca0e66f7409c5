import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { refusal, type Item } from './support.ts';
import { check, item, key, put, remove, update, withTables } from './transact-support.ts';

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
