import { expect, test } from 'vitest';
import { AwsError } from '../../../kernel/aws-error.ts';
import { parseStatement } from './parse.ts';
import type { Node } from './syntax.ts';

function problemOf(statement: string): string {
  try {
    parseStatement(statement);
  } catch (error) {
    if (error instanceof AwsError)
      return error.message.replace("Statement wasn't well formed, can't be processed: ", '');
    throw error;
  }
  return 'none';
}

/** The tree without places, as text. */
const toText = (node: Node): string =>
  JSON.stringify(node, (key, value: unknown) => (key === 'at' ? undefined : value)).replaceAll('"', '');

const whereOf = (condition: string): string => {
  const node = parseStatement(`SELECT * FROM t WHERE ${condition}`);
  return node.kind === 'select' && node.where ? toText(node.where) : 'no condition';
};

// Recorded on AWS: github.com/paritysuite/dynamodb-conformance, tests/tier3/error-messages/partiqlGrammar.test.ts.
test.each([
  ['SELECT * FROM t WHERE', 'Unexpected term'],
  ['SELECT * FROM t WHERE;', 'Unexpected term'],
  ['SELECT pk FROM t WHERE   ', 'Unexpected term'],
  ['UPDATE t SET a = 1 WHERE', 'Unexpected term'],
  ['SELECT * FROM t WHERE NOT', 'Unexpected term'],
  ['SELECT * FROM t WHERE (', 'Unexpected term'],
  ['SELECT * FROM', 'Unexpected term'],
  ["SELECT * FROM t WHERE pk = 'p1' AND", 'Missing right-hand side expression of infix operator'],
  ['SELECT * FROM t WHERE ORDER BY pk', 'Unexpected keyword'],
  ['INSERT INTO urls (key, target) VALUES (?, ?)', 'Unexpected keyword'],
  ["SELECT * FROM t WHERE pk = 'a' AND x IS FOO", 'Expected type name'],
  ['SELECT * FROM t WHERE IS NULL', 'Unexpected operator'],
  ['SELECT * FROM t WHERE pk = LIKE', 'Unexpected operator'],
  ['DELETE FROM', 'Expected identifier for simple path'],
  ["DELETE FROM WHERE pk = 'a'", 'Expected identifier for simple path'],
  ["SLECT * FROM t WHERE pk = 'x'", 'Expected data manipulation'],
  ["UPDATE Payment-prod SET a = 1 WHERE pk = 'x'", 'Expected data manipulation'],
  ['SELECT * FROM (SELECT * FROM t LIMIT 1', 'Expected RIGHT_PAREN'],
  ['SELECT * FROM t WHERE m.inner = 1', 'Invalid path dot component'],
  ['SELECT * FROM t WHERE pk = 1 foo', 'Unexpected token after expression'],
  ['SELECT * FROM t WHERE pk = 1 e5', 'Unexpected token after expression'],
  ['SELECT * FROM t WHERE pk = 1)', 'Unexpected token after expression'],
  ["INSERT INTO t VALUE {'pk': 1} foo", 'Unexpected token after expression'],
  ["INSERT INTO t u VALUE {'pk': 'x'}", 'Unexpected token after expression'],
  ['DELETE FROM t WHERE pk = 1 ORDER BY pk', 'Unexpected token after expression'],
  ['SELECT * FROM t ORDER BY pk WHERE pk = 1', 'Unexpected token after expression'],
  ["FROM t SET c = 1 WHERE pk = 'x' SET d = 2", 'Unexpected token after expression'],
  ['SELECT * FROM t WHERE pk = 1e2147483648', ''],
  ['SELECT * FROM t WHERE pk = 1.5e-2147483647', ''],
  ['SELECT * FROM t WHERE pk = 1 # note', ''],
  ['SELECT * FROM t WHERE pk = 1 /* note', ''],
  ['SELECT * FROM "t', ''],
])('%s is not well formed: %s', (statement, problem) => {
  expect(problemOf(statement)).toBe(problem);
});

test.each([
  ['SELECT a FROM t; ', 'none'],
  ['SELECT a FROM t; SELECT b FROM t', 'Unexpected token after semicolon. (Only one query is allowed.)'],
  ["-- first\nSELECT/**/a/* key */FROM t WHERE a='--' --", 'none'],
])('%s ends well or not: %s', (statement, problem) => {
  expect(problemOf(statement)).toBe(problem);
});

test('AND binds tighter than OR, NOT tighter than AND, comparisons tighter than NOT', () => {
  expect(whereOf('a = 1 OR b = 2 AND NOT c = 3')).toBe(whereOf('(a = 1) OR ((b = 2) AND (NOT (c = 3)))'));
});

test('operators of two words are negations', () => {
  expect(whereOf('a NOT IN (1, 2)')).toBe(whereOf('NOT (a IN [1, 2])'));
  expect(whereOf('a IS NOT MISSING')).toBe(whereOf('NOT (a IS MISSING)'));
  expect(whereOf('a NOT BETWEEN 1 AND 2')).toBe(whereOf('NOT (a BETWEEN 1 AND 2)'));
  expect(whereOf('a != 1')).toBe(whereOf('a <> 1'));
});

test('a minus in front of a number belongs to it', () => {
  expect(whereOf('n>-5')).toBe('{kind:binary,operator:>,left:{kind:name,name:n},right:{kind:number,text:-5}}');
  expect(whereOf('n = - -5')).toContain('text:5');
});

test('quotes inside quotes are doubled', () => {
  expect(whereOf(`"a""b" = 'it''s'`)).toBe(
    "{kind:binary,operator:=,left:{kind:name,name:a\\b},right:{kind:string,text:it's}}",
  );
});

test('parameters are numbered in the order of the text', () => {
  expect(whereOf('a = ? AND b IN [?, ?]').match(/index:\d/g)).toEqual(['index:0', 'index:1', 'index:2']);
});

test('the same text is read once', () => {
  expect(parseStatement('SELECT a FROM t')).toBe(parseStatement('SELECT a FROM t'));
});

test('nesting of any depth is answered', () => {
  for (const open of ['(', '[', "{'a':", '<<', 'NOT ', '- ', 'a[']) {
    expect(problemOf(`SELECT * FROM t WHERE ${open.repeat(Math.floor(8000 / open.length))}`)).toBe('');
  }
});
