import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from '../../../kernel/aws-error.ts';
import { toItem } from '../values/check.ts';
import { itemSizeBytes } from '../values/size.ts';
import type { Item } from '../values/value.ts';
import { applyUpdate } from './apply-update.ts';
import { compileExpressions, type ExpressionInput } from './compile.ts';
import { conditionPaths } from './condition.ts';
import { evaluateCondition } from './evaluate.ts';
import { toKeyBounds, toKeyRange } from './key-range.ts';
import { project, projectPaths } from './project.ts';

/** Runs `action`; nothing but DynamoDB's own refusal may come out of it. */
function refusalOf(action: () => void): string | undefined {
  try {
    action();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ValidationException') throw error;
    return error.message;
  }
  return undefined;
}

const numbers = fc.oneof(
  fc.integer().map(String),
  fc.constantFrom('0', '1.5', '9e125', '-9e125', '1e-130', '1e50', '0.10', '99999999999999999999999999999999999999'),
);
const names = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
const { value: values } = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.record({ S: fc.string({ maxLength: 3 }) }),
    fc.record({ N: numbers }),
    fc.record({ B: fc.uint8Array({ maxLength: 3 }) }),
    fc.record({ BOOL: fc.boolean() }),
    fc.constant<AttributeValue>({ NULL: true }),
    fc.record({ SS: fc.uniqueArray(fc.string({ maxLength: 2 }), { minLength: 1, maxLength: 3 }) }),
    fc.record({ NS: fc.uniqueArray(fc.integer().map(String), { minLength: 1, maxLength: 3 }) }),
    fc.record({ L: fc.array(tie('value'), { maxLength: 4 }) }),
    fc.record({ M: fc.dictionary(names, tie('value'), { maxKeys: 3 }) }),
  ) as fc.Arbitrary<AttributeValue>,
}));
const items: fc.Arbitrary<Item> = fc.dictionary(names, values, { maxKeys: 4 }).map(toItem);

// Expressions by their grammar: mostly right, with operands of every kind and type.
const paths = fc
  .tuple(
    fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', '#a', '#b'),
    fc.array(fc.constantFrom('.a', '.b', '.#c', '[0]', '[1]', '[7]'), { maxLength: 2, size: 'xsmall' }),
  )
  .map(([head, steps]) => head + steps.join(''));
const placeholders = fc.constantFrom(':v', ':w', ':x');
const operands = fc.oneof(
  paths,
  placeholders,
  paths.map((path) => `size(${path})`),
  paths.map((path) => `(${path})`),
);
const comparators = fc.constantFrom('=', '<>', '<', '<=', '>', '>=');
const { condition: conditions } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.tuple(operands, comparators, operands).map((parts) => parts.join(' ')),
    fc.tuple(operands, operands, operands).map(([a, b, c]) => `${a} BETWEEN ${b} AND ${c}`),
    fc
      .tuple(operands, fc.array(operands, { minLength: 1, maxLength: 3 }))
      .map(([a, list]) => `${a} IN (${list.join(', ')})`),
    fc.tuple(fc.constantFrom('attribute_exists', 'attribute_not_exists'), paths).map(([f, a]) => `${f}(${a})`),
    fc
      .tuple(fc.constantFrom('begins_with', 'contains', 'attribute_type'), operands, operands)
      .map(([f, a, b]) => `${f}(${a}, ${b})`),
    fc.tuple(tie('condition'), fc.constantFrom('AND', 'or'), tie('condition')).map((parts) => parts.join(' ')),
    tie('condition').map((condition) => `NOT ${condition}`),
    tie('condition').map((condition) => `(${condition})`),
  ),
}));
const { setValue: setValues } = fc.letrec<{ setValue: string }>((tie) => ({
  setValue: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    paths,
    placeholders,
    fc.tuple(paths, tie('setValue')).map(([a, b]) => `if_not_exists(${a}, ${b})`),
    fc.tuple(tie('setValue'), tie('setValue')).map(([a, b]) => `list_append(${a}, ${b})`),
  ),
}));
const setActions = fc
  .tuple(paths, setValues, fc.option(fc.tuple(fc.constantFrom(' + ', ' - '), setValues), { nil: ['', ''], freq: 2 }))
  .map(([path, value, [operator, other]]) => `${path} = ${value}${operator}${other}`);
const section = (keyword: string, actions: fc.Arbitrary<string>) =>
  fc.array(actions, { minLength: 1, maxLength: 3, size: 'xsmall' }).map((list) => `${keyword} ${list.join(', ')}`);
const setActionsOfSets = fc.tuple(paths, placeholders).map((parts) => parts.join(' '));
const updates = fc
  .tuple(
    fc.option(section('SET', setActions), { nil: '', freq: 2 }),
    fc.option(section('remove', paths), { nil: '', freq: 2 }),
    fc.option(section('ADD', setActionsOfSets), { nil: '', freq: 2 }),
    fc.option(section('DELETE', setActionsOfSets), { nil: '', freq: 2 }),
  )
  .map((sections) => sections.join(' '));
const projections = fc.array(paths, { minLength: 1, maxLength: 4 }).map((list) => list.join(', '));

const maps = fc.record({
  ExpressionAttributeNames: fc.record({ '#a': names, '#b': names, '#c': names }),
  ExpressionAttributeValues: fc.record({ ':v': values, ':w': values, ':x': values }),
});

/** Leaves only the placeholders that the expression has, so that it is not refused for the others alone. */
function withUsed(expression: string, input: ExpressionInput): ExpressionInput {
  const used = <T>(map: Readonly<Record<string, T>> | undefined) => {
    const entries = Object.entries(map ?? {}).filter(([key]) => expression.includes(key));
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  };
  return {
    ...input,
    ExpressionAttributeNames: used(input.ExpressionAttributeNames),
    ExpressionAttributeValues: used(input.ExpressionAttributeValues),
  };
}

const RUNS = { numRuns: 1500 };

test('a condition is refused or evaluated, and its negation says the opposite', () => {
  let evaluated = 0;
  fc.assert(
    fc.property(conditions, maps, items, (ConditionExpression, input, item) => {
      refusalOf(() => {
        const { condition } = compileExpressions(withUsed(ConditionExpression, { ...input, ConditionExpression }));
        const holds = evaluateCondition(condition!, item);
        expect(evaluateCondition({ kind: 'not', condition: condition! }, item)).toBe(!holds);
        expect(conditionPaths(condition!).every((path) => typeof path[0] === 'string')).toBe(true);
        evaluated++;
      });
    }),
    RUNS,
  );
  expect(evaluated).toBeGreaterThan(RUNS.numRuns / 20);
});

test('an update is refused or applied; it leaves the old item and what it does not name alone', () => {
  let applied = 0;
  fc.assert(
    fc.property(updates, maps, items, (UpdateExpression, input, item) => {
      const before = structuredClone(item);
      refusalOf(() => {
        const { update } = compileExpressions(withUsed(UpdateExpression, { ...input, UpdateExpression }));
        const after = applyUpdate(update!, item);
        const touched = new Set(update!.paths.map(([name]) => name));
        for (const name of Object.keys(item)) if (!touched.has(name)) expect(after[name]).toEqual(item[name]);
        expect(toItem(after as Record<string, AttributeValue>)).toEqual(after);
        expect(itemSizeBytes(projectPaths(update!.paths, after))).toBeLessThanOrEqual(itemSizeBytes(after));
        applied++;
      });
      expect(item).toEqual(before);
    }),
    RUNS,
  );
  expect(applied).toBeGreaterThan(RUNS.numRuns / 100);
});

test('a projection is refused or shows a part of the item', () => {
  fc.assert(
    fc.property(projections, maps, items, (ProjectionExpression, { ExpressionAttributeNames }, item) => {
      refusalOf(() => {
        const input = withUsed(ProjectionExpression, { ExpressionAttributeNames, ProjectionExpression });
        const part = project(compileExpressions(input).projection!, item);
        for (const name of Object.keys(part)) expect(Object.keys(item)).toContain(name);
        expect(itemSizeBytes(part)).toBeLessThanOrEqual(itemSizeBytes(item));
      });
    }),
    RUNS,
  );
});

test('a key condition is refused or becomes bounds', () => {
  const keys = fc
    .tuple(comparators, placeholders, fc.constantFrom('', ' AND b > :w', ' AND begins_with(b, :x)'))
    .map(([comparator, value, rest]) => `a ${comparator} ${value}${rest}`);
  fc.assert(
    fc.property(fc.oneof(keys, conditions), maps, (KeyConditionExpression, input) => {
      refusalOf(() => {
        const { keyConditions } = compileExpressions(
          withUsed(KeyConditionExpression, { ...input, KeyConditionExpression }),
        );
        const schema = { partition: { name: 'a', type: 'S' }, sort: { name: 'b', type: 'N' } } as const;
        const { sort } = toKeyRange(keyConditions!, schema);
        if (sort) expect(Object.keys(toKeyBounds(sort)).length).toBeGreaterThan(0);
      });
    }),
    RUNS,
  );
});

// Anything at all: tokens in any order, and any text.
const tokens = fc.constantFrom(
  ...'a #a :v ( ) [ ] , . = <> < <= > >= + - AND OR NOT BETWEEN IN SET REMOVE ADD DELETE 0 1 99999999999 size contains name'.split(
    ' ',
  ),
  'attribute_exists(',
  'if_not_exists(',
  'list_append(',
  ' ',
  '\n',
  '_',
  '!',
  '😀',
  '\u0000',
  '\ud800',
  '"',
  '#',
  ':',
);
const texts = fc.oneof(
  fc.array(tokens, { maxLength: 25 }).map((list) => list.join(' ')),
  fc.array(tokens, { maxLength: 25 }).map((list) => list.join('')),
  fc.string({ unit: 'binary' }),
);

test.each(['ConditionExpression', 'KeyConditionExpression', 'ProjectionExpression', 'UpdateExpression'] as const)(
  'any text is a %s or is refused as one',
  (parameter) => {
    fc.assert(
      fc.property(texts, maps, (text, input) => {
        const refusal = refusalOf(() => compileExpressions({ ...input, [parameter]: text }));
        expect(refusal ?? '').not.toMatch(/undefined|\[object Object\]/);
      }),
      RUNS,
    );
  },
);

test('any maps of placeholders are taken or refused', () => {
  const keys = fc.oneof(fc.string(), fc.constantFrom('#a', ':v', '__proto__', '#__proto__', 'constructor', '#', ':'));
  const anyValues = fc.oneof(values, fc.constant<AttributeValue>({ N: 'x' }), fc.constant({} as AttributeValue));
  fc.assert(
    fc.property(fc.dictionary(keys, fc.string()), fc.dictionary(keys, anyValues), (anyNames, someValues) => {
      refusalOf(() => {
        compileExpressions({
          ConditionExpression: '#a = :v',
          ExpressionAttributeNames: anyNames,
          ExpressionAttributeValues: someValues,
        });
      });
    }),
    RUNS,
  );
});
