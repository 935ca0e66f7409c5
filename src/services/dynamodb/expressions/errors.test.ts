import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { compileExpressions, type ExpressionInput } from './compile.ts';

// Texts recorded from AWS: dynalite's tests, the public conformance suite, and reports of users.
const S = (text: string): AttributeValue => ({ S: text });
const N = (text: string): AttributeValue => ({ N: text });

function problemOf(input: ExpressionInput): string | undefined {
  try {
    compileExpressions(input);
  } catch (error) {
    expect(error).toMatchObject({ code: 'ValidationException' });
    return (error as Error).message;
  }
  return undefined;
}

const ofCondition = (
  ConditionExpression: string,
  ExpressionAttributeValues?: Record<string, AttributeValue>,
  ExpressionAttributeNames?: Record<string, string>,
) => problemOf({ ConditionExpression, ExpressionAttributeValues, ExpressionAttributeNames });

const ofUpdate = (
  UpdateExpression: string,
  ExpressionAttributeValues?: Record<string, AttributeValue>,
  ExpressionAttributeNames?: Record<string, string>,
) => problemOf({ UpdateExpression, ExpressionAttributeValues, ExpressionAttributeNames });

describe('syntax', () => {
  test.each([
    ['foo', '<EOF>', 'foo'],
    ['a+:delta<b', '+', 'a+:delta'],
    ['attribute_not_exists(', '<EOF>', '('],
    ['a =', '<EOF>', '='],
    ['a = :b AND', '<EOF>', 'AND'],
    ['a  =  0', '0', '=  0'],
    ['_a = :b', '_', '_a'],
    ['a = _1', '_', '= _1'],
    ['hits : incr', ':', 'hits : incr'],
    ['!!!', '!', '!!'],
    ['[object Object]', '[', '[object'],
    ['a = b = c', '=', 'b = c'],
    ['(a) AND b = c', 'AND', ') AND b'],
    ['(a = b', '<EOF>', 'b'],
    ['a = b)', ')', 'b)'],
    ['(a AND b = c)', 'AND', 'a AND b'],
    ['NOT a', '<EOF>', 'a'],
    ['a BETWEEN b', '<EOF>', 'b'],
    ['a IN ()', ')', '()'],
    ['a IN b', 'b', 'IN b'],
    ['a[b] = c', 'b', '[b]'],
    ['a[] = c', ']', '[] ='],
    ['a[01] = c', '1', '01]'],
    ['a..b = c', '.', '..b'],
    ['a = 😀', '😀', '= 😀'],
    ['add = :b', 'add', 'add ='],
    ['user-id = :b', '-', 'user-id'],
    ['a = b c = d', 'c', 'b c ='],
  ])('%j stops at %j', (expression, token, near) => {
    expect(ofCondition(expression)).toBe(
      `Invalid ConditionExpression: Syntax error; token: "${token}", near: "${near}"`,
    );
  });

  test.each([
    ['INVALID SYNTAX HERE', 'INVALID', 'INVALID SYNTAX'],
    ['SET', '<EOF>', 'SET'],
    ['SET a = :v,', '<EOF>', ','],
    ['SET _123 = :v', '_', 'SET _123'],
    ['SET a = :a + :b + :c', '+', ':b + :c'],
    ['SET :a = :b', ':a', 'SET :a ='],
    ['ADD a b', 'b', 'a b'],
    ['REMOVE a = :b', '=', 'a = :b'],
    ['SET a = list_append(a, 0)', '0', ', 0)'],
    ['SET a = (b + c + d)', '+', 'c + d'],
    ['SET a = f(b + c)', '+', 'b + c'],
  ])('update %j stops at %j', (expression, token, near) => {
    expect(ofUpdate(expression)).toBe(`Invalid UpdateExpression: Syntax error; token: "${token}", near: "${near}"`);
  });

  test.each([
    ['a b', 'b', 'a b'],
    ['a,', '<EOF>', ','],
    ['l[a]', 'a', '[a]'],
    ['a.:b', ':b', '.:b'],
  ])('projection %j stops at %j', (expression, token, near) => {
    expect(problemOf({ ProjectionExpression: expression })).toBe(
      `Invalid ProjectionExpression: Syntax error; token: "${token}", near: "${near}"`,
    );
  });

  test('an expression is not empty, and not over 4 KB', () => {
    expect(ofCondition('')).toBe('Invalid ConditionExpression: The expression can not be empty;');
    expect(problemOf({ KeyConditionExpression: '' })).toBe(
      'Invalid KeyConditionExpression: The expression can not be empty;',
    );
    expect(problemOf({ ProjectionExpression: 'x'.repeat(4096) })).toBeUndefined();
    expect(problemOf({ ProjectionExpression: 'x'.repeat(4097) })).toBe(
      'Invalid ProjectionExpression: Expression size has exceeded the maximum allowed size; expression size: 4097',
    );
    expect(ofCondition('('.repeat(200_000))).toBe(
      'Invalid ConditionExpression: Expression size has exceeded the maximum allowed size; expression size: 200000',
    );
  });

  test.each(['((a = b))', '((a)) = b', 'a = ((b))', '(c = d) AND ((a = b))', '((a = b)) garbage +', 'size(((a))) = b'])(
    '%j has redundant parentheses',
    (expression) => {
      expect(ofCondition(expression)).toBe('Invalid ConditionExpression: The expression has redundant parentheses;');
    },
  );

  test.each([
    '(a = b)',
    '((a = b) AND (c = d))',
    '((a) = (b))',
    '(NOT (a = b))',
    '(a = b AND (c = d))',
    'NOT NOT a = b',
  ])('%j has not', (expression) => {
    expect(ofCondition(expression)).toBeUndefined();
  });

  test('300 operators are allowed', () => {
    const nested = (depth: number) => `a<b ${'or (a<b '.repeat(depth)}${')'.repeat(depth)}`;
    expect(ofCondition(nested(149))).toBeUndefined();
    expect(ofCondition(nested(454))).toBe(
      'Invalid ConditionExpression: The expression contains too many operators; operator count: 301',
    );
    expect(ofCondition(`${'not '.repeat(1000)}a<b`)).toMatch(/too many operators/);
  });

  test('no nesting exhausts the stack', () => {
    expect(ofCondition('('.repeat(4096))).toMatch(/Syntax error; token: "<EOF>", near: "\("/);
    expect(ofCondition(`${'('.repeat(2046)}a<b${')'.repeat(2046)}`)).toMatch(/redundant parentheses/);
    expect(ofCondition(`a<${'('.repeat(4094)}`)).toMatch(/Syntax error/);
    expect(ofCondition(`a<${'f('.repeat(1300)}b${')'.repeat(1300)}`)).toBe(
      'Invalid ConditionExpression: Invalid function name; function: f',
    );
    expect(ofCondition(`a<${'size('.repeat(680)}b${')'.repeat(680)}`)).toMatch(/operand type: N/);
    expect(ofUpdate(`SET a = ${'('.repeat(4088)}`)).toMatch(/Syntax error/);
  });
});

describe('names and functions', () => {
  test('a reserved word needs a placeholder, in any case and at any level', () => {
    expect(ofCondition('name = :a')).toBe(
      'Invalid ConditionExpression: Attribute name is a reserved keyword; reserved keyword: name',
    );
    expect(ofUpdate('SET a.Status = :a')).toBe(
      'Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: Status',
    );
    expect(problemOf({ ProjectionExpression: 'ABORT, b' })).toBe(
      'Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: ABORT',
    );
  });

  test.each([
    ['f(a)', 'Invalid function name; function: f'],
    ['Size(a) = b', 'Invalid function name; function: Size'],
    ['if_not_exists(a, b) = c', 'The function is not allowed in a condition expression; function: if_not_exists'],
    ['size(a)', 'The function is not allowed to be used this way in an expression; function: size'],
    ['NOT size(a)', 'The function is not allowed to be used this way in an expression; function: size'],
    [
      'attribute_exists(a) < b',
      'The function is not allowed to be used this way in an expression; function: attribute_exists',
    ],
    [
      'size(contains(a, b)) < c',
      'The function is not allowed to be used this way in an expression; function: contains',
    ],
    [
      'size(a, b) = c',
      'Incorrect number of operands for operator or function; operator or function: size, number of operands: 2',
    ],
    [
      'begins_with(a)',
      'Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1',
    ],
    ['a[99999999999] = b', 'List index is not within the allowable range; index: [99999999999]'],
  ])('condition %j', (expression, problem) => {
    expect(ofCondition(expression)).toBe(`Invalid ConditionExpression: ${problem}`);
  });

  test.each([
    ['SET a = f(b)', 'Invalid function name; function: f'],
    ['SET a = size(b)', 'The function is not allowed in an update expression; function: size'],
    [
      'SET a = if_not_exists(b)',
      'Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1',
    ],
    ['SET a = b SET c = d', 'The "SET" section can only be used once in an update expression;'],
    ['REMOVE a SET b = c REMOVE d', 'The "REMOVE" section can only be used once in an update expression;'],
  ])('update %j', (expression, problem) => {
    expect(ofUpdate(expression)).toBe(`Invalid UpdateExpression: ${problem}`);
  });
});

describe('placeholders', () => {
  test('what is used must be defined', () => {
    expect(ofCondition('#a = :b', { ':c': S('') })).toBe(
      'Invalid ConditionExpression: An expression attribute name used in the document path is not defined; attribute name: #a',
    );
    expect(ofUpdate('SET a = :v')).toBe(
      'Invalid UpdateExpression: An expression attribute value used in expression is not defined; attribute value: :v',
    );
    expect(ofCondition('#constructor = :b', { ':b': S('') })).toMatch(/not defined; attribute name: #constructor/);
  });

  test('what is defined must be used, in one expression or another', () => {
    const values = { ':a': S('1'), ':b': S('2') };
    expect(
      problemOf({ UpdateExpression: 'SET a = :a', ConditionExpression: 'b = :b', ExpressionAttributeValues: values }),
    ).toBeUndefined();
    expect(ofUpdate('SET a = :a', values)).toBe(
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}',
    );
    expect(ofUpdate('SET a = :a', { ':a': S('1') }, { '#x': 'x', '#y': 'y' })).toBe(
      'Value provided in ExpressionAttributeNames unused in expressions: keys: {#x, #y}',
    );
  });

  test.each([
    [{ ExpressionAttributeNames: {} }, 'ExpressionAttributeNames must not be empty'],
    [{ ExpressionAttributeValues: {} }, 'ExpressionAttributeValues must not be empty'],
    [{ ExpressionAttributeNames: { a: 'a' } }, 'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"'],
    [
      { ExpressionAttributeNames: { '#a-b': 'a' } },
      'ExpressionAttributeNames contains invalid key: Syntax error; key: "#a-b"',
    ],
    [
      { ExpressionAttributeNames: { '#a': '' } },
      'ExpressionAttributeNames contains invalid value: Empty attribute name for key #a',
    ],
    [
      { ExpressionAttributeValues: { a: S('') } },
      'ExpressionAttributeValues contains invalid key: Syntax error; key: "a"',
    ],
    [
      { ExpressionAttributeValues: { ':a': { NS: [] } } },
      'ExpressionAttributeValues contains invalid value: One or more parameter values were invalid: ' +
        'An number set  may not be empty for key :a',
    ],
    [
      { ExpressionAttributeValues: { ':a': N('x') } },
      'ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :a',
    ],
  ] as [ExpressionInput, string][])('%j', (maps, problem) => {
    expect(problemOf({ ...maps, ConditionExpression: '((' })).toBe(problem);
  });
});

describe('operands', () => {
  const values = {
    ':n': N('1'),
    ':two': N('2'),
    ':s': S('a'),
    ':l': { L: [] },
    ':bool': { BOOL: true },
    ':ss': { SS: ['a'] },
  } satisfies Record<string, AttributeValue>;
  const used = (expression: string) =>
    Object.fromEntries(Object.entries(values).filter(([key]) => new RegExp(`${key}\\b`).test(expression)));

  test.each([
    ['begins_with(a, :n)', wrongType('begins_with', 'N')],
    ['begins_with(:bool, a)', wrongType('begins_with', 'BOOL')],
    ['a < :bool', wrongType('<', 'BOOL')],
    [':l >= a', wrongType('>=', 'L')],
    ['a BETWEEN :ss AND b', wrongType('BETWEEN', 'SS')],
    ['size(:n) = a', wrongType('size', 'N')],
    ['attribute_type(a, :n)', wrongType('attribute_type', 'N')],
    ['attribute_type(a, b)', wrongType('attribute_type', '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}')],
    [
      'attribute_type(a, :s)',
      'Invalid attribute type name found; type: a, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
    ],
    ['attribute_exists(:s)', 'Operator or function requires a document path; operator or function: attribute_exists'],
    ['contains(a.b[1], a.b[1])', notDistinct('contains', '[a, b, [1]]')],
    ['attribute_type(a, a)', notDistinct('attribute_type', '[a]')],
    ['a = a', notDistinct('=', '[a]')],
    ['a BETWEEN :n AND a', notDistinct('BETWEEN', '[a]')],
    ['a IN (b, a)', notDistinct('IN', '[a]')],
    [
      'a BETWEEN :n AND :s',
      'The BETWEEN operator requires same data type for lower and upper bounds; ' +
        'lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:a}',
    ],
    [
      'a BETWEEN :two AND :n',
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ' +
        'lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}',
    ],
    [
      `a IN (${Array.from({ length: 101 }, (_, index) => `b${index}`).join(', ')})`,
      'The IN operator is provided with too many operands; number of operands: 101',
    ],
    [`a${'.b'.repeat(32)} = c`, 'The document path has too many nesting levels; nesting levels: 33'],
  ])('condition %j', (expression, problem) => {
    expect(ofCondition(expression, orNone(used(expression)))).toBe(`Invalid ConditionExpression: ${problem}`);
  });

  test.each([
    ['SET a = b + :s', wrongType('+', 'S')],
    ['SET a = :l - b', wrongType('-', 'L')],
    ['SET a = list_append(b, :n)', wrongType('list_append', 'N')],
    [
      'SET a = if_not_exists(:n, b)',
      'Operator or function requires a document path; operator or function: if_not_exists',
    ],
    ['ADD a :s', actionType('ADD', 'STRING')],
    ['ADD a :l', actionType('ADD', 'LIST')],
    ['DELETE a :n', actionType('DELETE', 'NUMBER')],
    ['SET a = :n, a = :s', clash('overlap', '[a]', '[a]')],
    ['SET a = :s REMOVE a.b', clash('overlap', '[a]', '[a, b]')],
    ['SET a[1].b = :s REMOVE a[1]', clash('overlap', '[a, [1], b]', '[a, [1]]')],
    ['SET a.b = :s REMOVE a[1]', clash('conflict', '[a, b]', '[a, [1]]')],
  ])('update %j', (expression, problem) => {
    expect(ofUpdate(expression, orNone(used(expression)))).toBe(`Invalid UpdateExpression: ${problem}`);
  });

  test('paths overlap when their names stand for the same attribute', () => {
    expect(ofUpdate('SET #a = :n, #b = :n', { ':n': N('1') }, { '#a': 'x', '#b': 'x' })).toBe(
      `Invalid UpdateExpression: ${clash('overlap', '[x]', '[x]')}`,
    );
    expect(problemOf({ ProjectionExpression: 'a, b.c, b' })).toBe(
      `Invalid ProjectionExpression: ${clash('overlap', '[b, c]', '[b]')}`,
    );
  });

  test('one path of a thousand overlaps', () => {
    const paths = Array.from({ length: 1000 }, (_, index) => `z${index.toString(36)}`);
    expect(problemOf({ ProjectionExpression: paths.join(',') })).toBeUndefined();
    expect(problemOf({ ProjectionExpression: [...paths, 'z1.b'].join(',') })).toBe(
      `Invalid ProjectionExpression: ${clash('overlap', '[z1]', '[z1, b]')}`,
    );
  });

  function wrongType(operator: string, type: string) {
    return `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`;
  }
  function actionType(action: string, type: string) {
    return (
      `Incorrect operand type for operator or function; operator: ${action}, operand type: ${type}, ` +
      `typeSet: ALLOWED_FOR_${action}_OPERAND`
    );
  }
  function notDistinct(operator: string, path: string) {
    return (
      'The first operand must be distinct from the remaining operands for this operator or function; ' +
      `operator: ${operator}, first operand: ${path}`
    );
  }
  function clash(kind: string, one: string, two: string) {
    return (
      `Two document paths ${kind} with each other; must remove or rewrite one of these paths; ` +
      `path one: ${one}, path two: ${two}`
    );
  }
  function orNone<T extends object>(map: T): T | undefined {
    return Object.keys(map).length > 0 ? map : undefined;
  }
});
