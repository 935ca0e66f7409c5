import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Value } from '../values/value.ts';
import { compileStatement } from './compile.ts';

const RUNS = { numRuns: 2000 };

const PARAMETERS: readonly Value[] = [
  { S: 'x' },
  { N: '1' },
  { SS: ['a'] },
  { L: [{ NULL: true }] },
  { M: { a: { BOOL: true } } },
  { B: Uint8Array.of(1) },
];

/** Whether the statement was taken; fails on anything but DynamoDB's own refusal. */
function isTaken(statement: string, parameters = PARAMETERS): boolean {
  try {
    compileStatement(statement, parameters);
    return true;
  } catch (error) {
    if (!(error instanceof AwsError))
      throw new Error(`${statement} is answered with ${String(error)}`, { cause: error });
    expect(error.code).toBe('ValidationException');
    return false;
  }
}

test('any text is a statement or is refused', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
      isTaken(text);
    }),
    RUNS,
  );
});

const WORDS = (
  'SELECT * FROM "t" tab WHERE AND OR NOT IN IS MISSING NULL BETWEEN ORDER BY ASC DESC INSERT INTO VALUE VALUES UPDATE ' +
  "SET REMOVE DELETE RETURNING ALL OLD NEW MODIFIED EXISTS ( ) [ ] { } << >> , . : ; ? = <> < <= > >= != + - * / || ' '' " +
  `'s' 'it''s' 1 -1 1.5e3 1e999 .5 true false a b.c a[0] a[-1] "q""q" "" list_append set_add size begins_with contains LIKE ` +
  'attribute_type GROUP LIMIT DISTINCT JOIN ON AS AT UNION CASE `ion` /* -- # @ a.* [*]'
).split(' ');

test('any words of the language are a statement or are refused', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 30 }), (words) => {
      isTaken(words.join(' '));
    }),
    RUNS,
  );
});

const name = fc.constantFrom('a', 'b2', '"quoted name"', '"a""b"', 'camelCase', '$x', '"select"');
const path = fc
  .tuple(
    name,
    fc.array(
      fc.oneof(
        name.map((step) => `.${step}`),
        fc.nat({ max: 9 }).map((index) => `[${index}]`),
      ),
      { maxLength: 3 },
    ),
  )
  .map(([root, steps]) => root + steps.join(''));
const scalar = fc.oneof(
  fc.string({ maxLength: 5 }).map((text) => `'${text.replaceAll("'", "''")}'`),
  fc.integer().map(String),
  fc.constantFrom('1.5', '-.5e3', 'TRUE', 'false', 'NULL', '?'),
);
const { literal } = fc.letrec<{ literal: string; list: string; map: string }>((tie) => ({
  literal: fc.oneof({ maxDepth: 3 }, scalar, fc.constantFrom("<<'a', 'b'>>", '<<1, 2.5>>'), tie('list'), tie('map')),
  list: fc.array(tie('literal'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
  map: fc
    .array(tie('literal'), { maxLength: 3 })
    .map((items) => `{${items.map((item, at) => `'k${at}': ${item}`).join()}}`),
}));
const comparison = fc.oneof(
  fc.tuple(path, fc.constantFrom('=', '<>', '!='), literal).map((parts) => parts.join(' ')),
  fc.tuple(path, fc.constantFrom('<', '<=', '>', '>='), fc.constantFrom("'x'", '1')).map((parts) => parts.join('')),
  fc
    .tuple(path, fc.constantFrom('IN', 'NOT IN'), fc.array(scalar, { minLength: 1, maxLength: 3 }))
    .map(([operand, operator, items]) => `${operand} ${operator} (${items.join()})`),
  path.map((operand) => `${operand} BETWEEN 1 AND 2`),
  fc.tuple(path, fc.constantFrom('IS MISSING', 'IS NOT MISSING', 'IS NULL', 'IS BOOL')).map((parts) => parts.join(' ')),
  path.map((operand) => `begins_with(${operand}, 'x')`),
  fc.tuple(path, scalar).map((operands) => `contains(${operands.join()})`),
  path.map((operand) => `SIZE(${operand}) > 1`),
  path.map((operand) => `attribute_type(${operand}, 'S')`),
);
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4 },
    comparison,
    fc.tuple(tie('condition'), fc.constantFrom(' AND ', ' or '), tie('condition')).map((parts) => parts.join('')),
    tie('condition').map((inner) => `NOT ${inner}`),
    tie('condition').map((inner) => `(${inner})`),
  ),
}));
const returning = fc.constantFrom('', ' RETURNING ALL OLD *');
const statement = fc.oneof(
  fc
    .tuple(fc.oneof(fc.constant('*'), path), condition)
    .map(([shown, where]) => `SELECT ${shown} FROM "tab" WHERE ${where}`),
  literal.map((value) => `INSERT INTO tab VALUE {'pk': 1, 'v': ${value}}`),
  fc
    .tuple(name, literal, name, condition, returning)
    .map(
      ([set, value, remove, where, shown]) =>
        `UPDATE tab SET ${set} = ${value} REMOVE ${remove}.sub WHERE ${where}${shown}`,
    ),
  fc.tuple(condition, returning).map(([where, shown]) => `DELETE FROM tab WHERE ${where}${shown}`),
);

test('most statements of the grammar are taken, with any white space and comments between their tokens', () => {
  let taken = 0;
  fc.assert(
    fc.property(statement, fc.constantFrom(' ', '\n\t', ' /* x */ ', ' -- x\n'), (text, space) => {
      const isKnown = isTaken(
        text,
        Array.from({ length: 100 }, () => ({ S: 'x' })),
      );
      taken += isKnown ? 1 : 0;
      const spaced = text.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"| /g, (part) => (part === ' ' ? space : part));
      expect(
        isTaken(
          spaced,
          Array.from({ length: 100 }, () => ({ S: 'x' })),
        ),
      ).toBe(isKnown);
    }),
    RUNS,
  );
  expect(taken).toBeGreaterThan(RUNS.numRuns / 2);
});

test('a statement that is cut, or has something strange in it, is refused or taken', () => {
  fc.assert(
    fc.property(
      statement,
      fc.nat(),
      fc.nat(),
      fc.constantFrom('', "'", '"', '(', '<<', '?', '/*', '\u0000', '𝒳'),
      (text, from, to, part) => {
        const start = from % (text.length + 1);
        isTaken(text.slice(0, start) + part + text.slice(start + (to % 5)));
      },
    ),
    RUNS,
  );
});
