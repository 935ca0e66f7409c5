import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toValue } from '../values/check.ts';
import { encodeKey } from '../values/key-encoding.ts';
import { compileExpressions } from './compile.ts';
import { evaluateCondition } from './evaluate.ts';
import { toKeyBounds, toKeyRange, type KeySchema } from './key-range.ts';

const PK: KeySchema = { partition: { name: 'pk', type: 'S' } };
const PK_SK: KeySchema = { ...PK, sort: { name: 'sk', type: 'S' } };
const PK_N: KeySchema = { ...PK, sort: { name: 'sk', type: 'N' } };

const VALUES: Record<string, AttributeValue> = {
  ':p': { S: 'p' },
  ':a': { S: 'a' },
  ':b': { S: 'b' },
  ':n': { N: '1' },
  ':e': { S: '' },
};

function rangeOf(KeyConditionExpression: string, schema = PK_SK) {
  const used = Object.entries(VALUES).filter(([key]) => KeyConditionExpression.includes(key));
  const { keyConditions } = compileExpressions({
    KeyConditionExpression,
    ExpressionAttributeValues: used.length > 0 ? Object.fromEntries(used) : undefined,
  });
  return toKeyRange(keyConditions!, schema);
}
const sortOf = (condition: string, schema = PK_SK) => rangeOf(`pk = :p AND ${condition}`, schema).sort;

test('the partition alone, or with a range of sort keys, in either order', () => {
  expect(rangeOf('pk = :p')).toEqual({ partition: { S: 'p' } });
  expect(rangeOf(':p = pk', PK)).toEqual({ partition: { S: 'p' } });
  const both = { partition: { S: 'p' }, sort: { name: 'sk', operator: '<', values: [{ S: 'a' }] } };
  expect(rangeOf('pk = :p AND sk < :a')).toEqual(both);
  expect(rangeOf('(sk < :a) AND (pk = :p)')).toEqual(both);
});

test.each([
  ['sk = :a', { gte: 'a', lte: 'a' }],
  ['sk < :a', { lt: 'a' }],
  ['sk <= :a', { lte: 'a' }],
  ['sk > :a', { gt: 'a' }],
  ['sk >= :a', { gte: 'a' }],
  [':a < sk', { gt: 'a' }],
  [':a >= sk', { lte: 'a' }],
  ['sk BETWEEN :a AND :b', { gte: 'a', lte: 'b' }],
  ['begins_with(sk, :a)', { gte: 'a', lt: 'b' }],
])('%s looks from and to %j', (condition, bounds) => {
  const encoded = Object.fromEntries(Object.entries(bounds).map(([bound, text]) => [bound, Buffer.from(text)]));
  const actual = Object.entries(toKeyBounds(sortOf(condition)!)).map(([bound, bytes]) => [bound, Buffer.from(bytes)]);
  expect(Object.fromEntries(actual)).toEqual(encoded);
});

describe('what a key condition may not be', () => {
  test.each([
    ['pk = :p OR sk = :a', 'Invalid operator used in KeyConditionExpression: OR'],
    ['NOT pk = :p', 'Invalid operator used in KeyConditionExpression: NOT'],
    ['pk IN (:p)', 'Invalid operator used in KeyConditionExpression: IN'],
    ['pk <> :p', 'Invalid operator used in KeyConditionExpression: <>'],
    ['pk = :p AND attribute_exists(sk)', 'Invalid operator used in KeyConditionExpression: attribute_exists'],
    ['pk = :p AND contains(sk, :a)', 'Invalid operator used in KeyConditionExpression: contains'],
    ['pk = :p AND size(sk) = :n', 'KeyConditionExpressions cannot contain nested operations'],
    ['pk = :p AND sk.foo = :a', 'KeyConditionExpressions cannot have conditions on nested attributes'],
    ['pk = :p AND sk[0] = :a', 'KeyConditionExpressions cannot have conditions on nested attributes'],
    ['pk = sk', 'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition'],
    [
      'pk = :p AND begins_with(sk, pk)',
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    ],
    [':p = :p', 'Invalid condition in KeyConditionExpression: No key attribute specified'],
    [
      'pk = :p AND begins_with(:a, sk)',
      'Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand',
    ],
    [
      'pk = :p AND :a BETWEEN sk AND :b',
      'Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand',
    ],
    [
      'pk = :p AND pk = :a',
      'Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key',
    ],
    [
      'pk = :p AND sk > :a AND sk < :b',
      'Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key',
    ],
    ['((pk = :p))', 'Invalid KeyConditionExpression: The expression has redundant parentheses;'],
    ['sk = :a', 'Query condition missed key schema element: pk'],
    ['extra = :a', 'Query condition missed key schema element: pk'],
    ['pk = :p AND extra = :a', 'Query condition missed key schema element: sk'],
    ['pk > :p', 'Query key condition not supported'],
    ['begins_with(pk, :p)', 'Query key condition not supported'],
    [
      'pk = :p AND sk = :a AND extra = :b',
      'The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)',
    ],
    ['pk = :n', 'One or more parameter values were invalid: Condition parameter type does not match schema type'],
    [
      'pk = :p AND sk = :n',
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    ],
    [
      'pk = :e',
      'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
    ],
    [
      'pk = :p AND begins_with(sk, :n)',
      'Invalid KeyConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
  ])('%s', (expression, message) => {
    expect(() => rangeOf(expression)).toThrow(expect.objectContaining({ code: 'ValidationException', message }));
  });

  test('a second condition, where the table has no sort key', () => {
    expect(() => rangeOf('pk = :p AND sk = :a', PK)).toThrow('Query key condition not supported');
    expect(sortOf('sk > :n', PK_N)).toEqual({ name: 'sk', operator: '>', values: [{ N: '1' }] });
  });
});

test('the bounds hold exactly the keys that the condition holds for', () => {
  const keys = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 3 }).map((text) => ({ S: text })),
    fc.uint8Array({ max: 255, maxLength: 3 }).map((bytes) => ({ B: bytes })),
    fc.uint8Array({ min: 254, maxLength: 3 }).map((bytes) => ({ B: bytes })),
    fc.oneof(fc.integer(), fc.double({ noNaN: true, min: -1e9, max: 1e9 })).map((number) => ({ N: number.toFixed(6) })),
  );
  const conditions = fc.constantFrom('= :a', '< :a', '<= :a', '> :a', '>= :a', 'BETWEEN :a AND :b', 'begins_with');
  fc.assert(
    fc.property(conditions, keys, keys, keys, (condition, a, b, key) => {
      fc.pre(Object.keys(a)[0] === Object.keys(b)[0] && Object.keys(a)[0] === Object.keys(key)[0]);
      fc.pre(!(condition === 'begins_with' && 'N' in a));
      const [lower, upper] = [a, b].toSorted((x, y) => Buffer.compare(encodeKey(toValue(x)), encodeKey(toValue(y))));
      const input = {
        expression: condition === 'begins_with' ? 'begins_with(sk, :a)' : `sk ${condition}`,
        ExpressionAttributeValues: { ':a': lower!, ...(condition.includes(':b') ? { ':b': upper! } : {}) },
      };
      const { keyConditions, filter } = compileExpressions({
        KeyConditionExpression: input.expression,
        FilterExpression: input.expression,
        ExpressionAttributeValues: input.ExpressionAttributeValues,
      });
      const { gt, gte, lt, lte } = toKeyBounds(keyConditions![0]!);
      const bytes = encodeKey(toValue(key));
      const isWithin =
        !(gt && Buffer.compare(bytes, gt) <= 0) &&
        !(gte && Buffer.compare(bytes, gte) < 0) &&
        !(lt && Buffer.compare(bytes, lt) >= 0) &&
        !(lte && Buffer.compare(bytes, lte) > 0);
      expect(isWithin).toBe(evaluateCondition(filter!, { sk: toValue(key) }));
    }),
    { numRuns: 1000 },
  );
});
