import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { toItem } from '../values/check.ts';
import { compileExpressions } from './compile.ts';
import { conditionPaths } from './condition.ts';
import { evaluateCondition } from './evaluate.ts';

const item = toItem({
  text: { S: 'hello' },
  number: { N: '5' },
  blob: { B: Buffer.from('hi there') },
  flag: { BOOL: true },
  nothing: { NULL: true },
  words: { SS: ['a', 'b'] },
  numbers: { NS: ['2', '4', '7'] },
  blobs: { BS: [Uint8Array.of(1), Uint8Array.of(2)] },
  mixed: { L: [{ S: 'hi' }, { NS: ['1', '2'] }, { L: [{ N: '3' }, { N: '4' }] }] },
  doc: { M: { x: { N: '2' }, y: { M: { m: { N: '3' }, n: { N: '4' } } } } },
});

const values: Record<string, AttributeValue> = {
  ':hello': { S: 'hello' },
  ':he': { S: 'he' },
  ':ell': { S: 'ell' },
  ':a': { S: 'a' },
  ':S': { S: 'S' },
  ':M': { S: 'M' },
  ':two': { N: '2' },
  ':three': { N: '3' },
  ':four': { N: '4.0' },
  ':five': { N: '5' },
  ':six': { N: '6' },
  ':eight': { N: '8' },
  ':true': { BOOL: true },
  ':null': { NULL: true },
  ':here': { B: Buffer.from('here') },
  ':hi': { B: Buffer.from('hi') },
  ':one': { B: Uint8Array.of(1) },
  ':ba': { SS: ['b', 'a'] },
  ':set': { NS: ['2', '1'] },
  ':list': { L: [{ N: '3' }, { N: '4' }] },
};
const NAMES = { '#b': 'blob', '#n': 'number', '#t': 'text', '#ns': 'numbers', '#0': 'nothing', '#w': 'words' };

function holds(ConditionExpression: string, on: typeof item | undefined = item): boolean {
  const used = <T>(map: Record<string, T>) => {
    const entries = Object.entries(map).filter(([key]) => new RegExp(`${key}(?!\\w)`).test(ConditionExpression));
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  };
  const { condition } = compileExpressions({
    ConditionExpression,
    ExpressionAttributeNames: used(NAMES),
    ExpressionAttributeValues: used(values),
  });
  return evaluateCondition(condition!, on);
}

test.each([
  '#t = :hello',
  '#t <> :he',
  '#n = :five',
  '#n <> :hello',
  '#n < :six',
  '#n <= :five',
  '#n > :four',
  '#n >= :five',
  ':four < #n',
  'doc.x = :two',
  'doc.y.m < #n',
  'mixed[1] = :set',
  'mixed[2][0] = :three',
  'flag = :true',
  '#0 = :null',
  '#w = :ba',
  'absent <> :two',
  'absent <> extra',
  '#n BETWEEN :two AND :six',
  '#n BETWEEN doc.x AND :six',
  '#t IN (:he, :hello)',
  '#n IN (:two, doc.x, :five)',
  'attribute_exists(doc.y.n)',
  'attribute_exists(mixed[2])',
  'attribute_not_exists(mixed[3])',
  'attribute_not_exists(#n.x)',
  'attribute_type(#t, :S)',
  'attribute_type(doc.y, :M)',
  'begins_with(#t, :he)',
  'begins_with(:hello, #t)',
  'begins_with(#b, :hi)',
  'contains(#t, :ell)',
  'contains(#b, :here)',
  'contains(#w, :a)',
  'contains(#ns, :four)',
  'contains(blobs, :one)',
  'contains(mixed, :set)',
  'contains(mixed, :list)',
  'size(#t) = :five',
  'size(#b) = :eight',
  'size(#w) = :two',
  'size(#ns) = :three',
  'size(mixed) = :three',
  'size(doc) = :two',
  'size(#t) = #n',
  'size(#n) <> :five',
  'NOT #n = :two',
  'NOT (#n = :two AND #t = :hello)',
  '#n = :two OR #t = :hello',
  '#n = :two AND #n = :five OR #t = :hello',
  '#t = :hello OR #n = :two AND #n = :five',
  'NOT #n = :two AND #t = :hello',
  '#t=:hello and(#n=:five)',
])('%s holds', (expression) => {
  expect(holds(expression)).toBe(true);
});

test.each([
  '#t = :five',
  '#t < :five',
  'absent = :two',
  'absent = extra',
  'absent < :two',
  'NOT absent <> :two',
  '#n BETWEEN :six AND :eight',
  'absent BETWEEN :two AND :six',
  '#t BETWEEN doc.x AND #n',
  '#t IN (:he, :two)',
  'absent IN (extra)',
  'attribute_exists(doc.z)',
  'attribute_not_exists(#n)',
  'attribute_type(#n, :S)',
  'attribute_type(absent, :S)',
  'begins_with(#n, :he)',
  'begins_with(absent, :he)',
  'begins_with(#t, absent)',
  'contains(#t, :five)',
  'contains(#n, :five)',
  'contains(doc, :two)',
  'contains(#w, :he)',
  'size(flag) = :two',
  'size(absent) = :two',
  'size(#t) = :hello',
  '(#n = :two OR #t = :hello) AND #n = :two',
])('%s does not hold', (expression) => {
  expect(holds(expression)).toBe(false);
});

test('where there is no item, every attribute is absent', () => {
  expect(holds('attribute_not_exists(pk)', undefined)).toBe(true);
  expect(holds('pk <> :two', undefined)).toBe(true);
  expect(holds('pk = :two', undefined)).toBe(false);
});

test('what all objects inherit is no attribute', () => {
  expect(holds('attribute_exists(toString)')).toBe(false);
  expect(holds('attribute_exists(doc.hasOwnProperty)')).toBe(false);
});

test('the paths of a condition are all it reads', () => {
  const { filter } = compileExpressions({
    FilterExpression: 'NOT (a.b[1] = c OR size(d) < :v) AND contains(f, g) AND h IN (:v, i) AND attribute_exists(j)',
    ExpressionAttributeValues: { ':v': { N: '1' } },
  });
  expect(conditionPaths(filter!)).toEqual([['a', 'b', 1], ['c'], ['d'], ['f'], ['g'], ['h'], ['i'], ['j']]);
});
