import type { ExpectedAttributeValue, Condition as LegacyCondition } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { toItem } from '../values/check.ts';
import { evaluateCondition } from './evaluate.ts';
import { compileExpected, compileFilter, compileKeyConditions } from './legacy-conditions.ts';

const item = toItem({
  a: { S: 'hello' },
  n: { N: '5' },
  flag: { BOOL: true },
  set: { NS: ['2', '4'] },
  list: { L: [{ N: '2' }, { S: 'x' }] },
});
const S = (text: string) => ({ S: text });
const N = (text: string) => ({ N: text });

const refusal = (message: string) => expect.objectContaining({ code: 'ValidationException', message });
const holds = (filter: Record<string, LegacyCondition>, operator?: 'AND' | 'OR') =>
  evaluateCondition(compileFilter(filter, operator)!, item);

test.each<[string, LegacyCondition, boolean]>([
  ['a', { ComparisonOperator: 'EQ', AttributeValueList: [S('hello')] }, true],
  ['flag', { ComparisonOperator: 'EQ', AttributeValueList: [{ BOOL: true }] }, true],
  ['set', { ComparisonOperator: 'EQ', AttributeValueList: [{ NS: ['4', '2'] }] }, true],
  ['a', { ComparisonOperator: 'NE', AttributeValueList: [N('1')] }, true],
  ['missing', { ComparisonOperator: 'NE', AttributeValueList: [N('1')] }, true],
  ['missing', { ComparisonOperator: 'EQ', AttributeValueList: [N('1')] }, false],
  ['n', { ComparisonOperator: 'LT', AttributeValueList: [N('5')] }, false],
  ['n', { ComparisonOperator: 'LE', AttributeValueList: [N('5.0')] }, true],
  ['n', { ComparisonOperator: 'GT', AttributeValueList: [N('4')] }, true],
  ['n', { ComparisonOperator: 'GE', AttributeValueList: [S('4')] }, false],
  ['n', { ComparisonOperator: 'BETWEEN', AttributeValueList: [N('5'), N('6')] }, true],
  ['n', { ComparisonOperator: 'IN', AttributeValueList: [N('1'), N('5')] }, true],
  ['set', { ComparisonOperator: 'IN', AttributeValueList: [N('2')] }, false],
  ['a', { ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [S('he')] }, true],
  ['a', { ComparisonOperator: 'CONTAINS', AttributeValueList: [S('ell')] }, true],
  ['set', { ComparisonOperator: 'CONTAINS', AttributeValueList: [N('4')] }, true],
  ['list', { ComparisonOperator: 'CONTAINS', AttributeValueList: [S('x')] }, true],
  ['a', { ComparisonOperator: 'NOT_CONTAINS', AttributeValueList: [S('dog')] }, true],
  ['set', { ComparisonOperator: 'NOT_CONTAINS', AttributeValueList: [N('4')] }, false],
  ['missing', { ComparisonOperator: 'NOT_CONTAINS', AttributeValueList: [N('1')] }, false],
  ['a', { ComparisonOperator: 'NOT_NULL' }, true],
  ['a', { ComparisonOperator: 'NULL', AttributeValueList: [] }, false],
  ['missing', { ComparisonOperator: 'NULL' }, true],
])('%s %j: %s', (name, condition, expected) => {
  expect(holds({ [name]: condition })).toBe(expected);
});

test('conditions are joined by AND, or by OR when asked', () => {
  const filter: Record<string, LegacyCondition> = {
    a: { ComparisonOperator: 'EQ', AttributeValueList: [S('hello')] },
    n: { ComparisonOperator: 'EQ', AttributeValueList: [N('6')] },
    missing: { ComparisonOperator: 'NOT_NULL' },
  };
  expect(holds(filter)).toBe(false);
  expect(holds(filter, 'AND')).toBe(false);
  expect(holds(filter, 'OR')).toBe(true);
  expect(compileFilter({})).toBeUndefined();
});

test('any number of conditions can be evaluated', () => {
  const names = Array.from(
    { length: 20_000 },
    (_, index) => [`missing${index}`, { ComparisonOperator: 'NULL' }] as const,
  );
  expect(holds(Object.fromEntries(names))).toBe(true);
});

test('a conditional operator needs two conditions', () => {
  expect(() => compileFilter(undefined, 'AND')).toThrow(
    refusal('ConditionalOperator cannot be used without Filter or Expected'),
  );
  expect(() => compileExpected({}, 'OR')).toThrow(
    refusal('ConditionalOperator cannot be used without Filter or Expected'),
  );
  expect(() => compileExpected({ a: { Exists: false } }, 'OR')).toThrow(
    refusal('ConditionalOperator can only be used when Filter or Expected has two or more elements'),
  );
});

const INVALID = 'One or more parameter values were invalid: ';

test.each<[LegacyCondition, string]>([
  [
    { ComparisonOperator: 'EQ', AttributeValueList: [] },
    `${INVALID}Invalid number of argument(s) for the EQ ComparisonOperator`,
  ],
  [
    { ComparisonOperator: 'NULL', AttributeValueList: [S('')] },
    `${INVALID}Invalid number of argument(s) for the NULL ComparisonOperator`,
  ],
  [{ ComparisonOperator: 'IN' }, `${INVALID}Invalid number of argument(s) for the IN ComparisonOperator`],
  [
    { ComparisonOperator: 'BETWEEN', AttributeValueList: [S('a')] },
    `${INVALID}Invalid number of argument(s) for the BETWEEN ComparisonOperator`,
  ],
  [
    { ComparisonOperator: 'IN', AttributeValueList: [S('a'), N('1')] },
    `${INVALID}AttributeValues inside AttributeValueList must be of same type`,
  ],
  [
    { ComparisonOperator: 'LT', AttributeValueList: [{ BOOL: true }] },
    `${INVALID}ComparisonOperator LT is not valid for BOOL AttributeValue type`,
  ],
  [
    { ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [N('3')] },
    `${INVALID}ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type`,
  ],
  [
    { ComparisonOperator: 'CONTAINS', AttributeValueList: [{ L: [] }] },
    `${INVALID}ComparisonOperator CONTAINS is not valid for L AttributeValue type`,
  ],
  [
    { ComparisonOperator: 'BETWEEN', AttributeValueList: [N('2'), N('1')] },
    'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
  ],
  [
    { ComparisonOperator: 'EQ', AttributeValueList: [N('x')] },
    'The parameter cannot be converted to a numeric value: x',
  ],
])('%j is refused', (condition, message) => {
  expect(() => compileFilter({ a: condition })).toThrow(refusal(message));
  expect(() => compileKeyConditions({ a: condition })).toThrow(refusal(message));
});

describe('Expected', () => {
  const meets = (expected: Record<string, ExpectedAttributeValue>) =>
    evaluateCondition(compileExpected(expected)!, item);

  test('a value, an absence, or an operator', () => {
    expect(meets({ a: { Value: S('hello') } })).toBe(true);
    expect(meets({ a: { Exists: true, Value: S('other') } })).toBe(false);
    expect(meets({ a: { Exists: false } })).toBe(false);
    expect(meets({ missing: { Exists: false }, n: { ComparisonOperator: 'GT', Value: N('4') } })).toBe(true);
    expect(meets({ a: { ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [S('he')] } })).toBe(true);
    expect(compileExpected()).toBeUndefined();
  });

  test.each<[ExpectedAttributeValue, string]>([
    [
      { Value: S('a'), AttributeValueList: [], ComparisonOperator: 'EQ' },
      'Value and AttributeValueList cannot be used together for Attribute: a',
    ],
    [
      { Exists: true, ComparisonOperator: 'EQ', Value: S('a') },
      'Exists and ComparisonOperator cannot be used together for Attribute: a',
    ],
    [
      { ComparisonOperator: 'GT' },
      'Value or AttributeValueList must be used with ComparisonOperator: GT for Attribute: a',
    ],
    [{ AttributeValueList: [] }, 'AttributeValueList can only be used with a ComparisonOperator for Attribute: a'],
    [{}, 'Value must be provided when Exists is null for Attribute: a'],
    [{ Exists: true }, 'Value must be provided when Exists is true for Attribute: a'],
    [{ Exists: false, Value: S('a') }, 'Value cannot be used when Exists is false for Attribute: a'],
  ])('%j is refused', (expected, message) => {
    expect(() => compileExpected({ a: expected })).toThrow(refusal(INVALID + message));
  });
});

describe('KeyConditions', () => {
  test('say what a key condition expression says', () => {
    expect(
      compileKeyConditions({
        pk: { ComparisonOperator: 'EQ', AttributeValueList: [S('p')] },
        sk: { ComparisonOperator: 'BETWEEN', AttributeValueList: [S('a'), S('b')] },
      }),
    ).toEqual([
      { name: 'pk', operator: '=', values: [S('p')] },
      { name: 'sk', operator: 'BETWEEN', values: [S('a'), S('b')] },
    ]);
  });

  test('are one or two, and of operators that an index can serve', () => {
    const EQ: LegacyCondition = { ComparisonOperator: 'EQ', AttributeValueList: [S('p')] };
    expect(() => compileKeyConditions({})).toThrow(refusal('Conditions can be of length 1 or 2 only'));
    expect(() => compileKeyConditions({ a: EQ, b: EQ, c: EQ })).toThrow(
      refusal('Conditions can be of length 1 or 2 only'),
    );
    expect(() => compileKeyConditions({ a: { ...EQ, ComparisonOperator: 'NE' } })).toThrow(
      refusal('Attempted conditional constraint is not an indexable operation'),
    );
  });
});
