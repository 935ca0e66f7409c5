import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { toItem } from '../values/check.ts';
import type { Item } from '../values/value.ts';
import { applyUpdate } from './apply-update.ts';
import { compileExpressions } from './compile.ts';
import { projectPaths } from './project.ts';
import { requireUpdateSize } from './update-size.ts';

type Values = Record<string, AttributeValue>;

const compile = (UpdateExpression: string, ExpressionAttributeValues?: Values) =>
  compileExpressions({ UpdateExpression, ExpressionAttributeValues }).update!;
const update = (item: Item, expression: string, values?: Values) => applyUpdate(compile(expression, values), item);

const item = toItem({
  pk: { S: 'k' },
  title: { S: 'hello' },
  hits: { N: '10' },
  entries: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }, { S: 'd' }] },
  doc: { M: { x: { N: '1' }, y: { M: { z: { S: 'deep' } } } } },
  tags: { SS: ['a', 'b', 'c'] },
  numbers: { NS: ['1', '2'] },
});
const { hits } = item;
const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)));
const N = (text: string): AttributeValue => ({ N: text });
const S = (text: string): AttributeValue => ({ S: text });

test('SET adds and replaces attributes, and leaves the item it was given alone', () => {
  const before = structuredClone(item);
  expect(update(item, 'SET b = :v, hits1 = hits', { ':v': S('new') })).toEqual({
    ...item,
    b: S('new'),
    hits1: hits,
  });
  expect(update(item, 'SET doc.x = :v, entries[0] = :v REMOVE tags', { ':v': S('new') })).toEqual({
    ...without('tags'),
    doc: { M: { x: { S: 'new' }, y: { M: { z: { S: 'deep' } } } } },
    entries: { L: [{ S: 'new' }, { S: 'b' }, { S: 'c' }, { S: 'd' }] },
  });
  expect(item).toEqual(before);
});

test('SET calculates', () => {
  expect(update(item, 'SET a = hits + :v, b = :v - hits', { ':v': N('0.5') })).toMatchObject({
    a: N('10.5'),
    b: N('-9.5'),
  });
  expect(update(item, 'SET doc.x = doc.x + :v', { ':v': N('4') })).toMatchObject({ doc: { M: { x: N('5') } } });
  expect(update(item, 'SET a = (hits + :v)', { ':v': N('1') })).toMatchObject({ a: N('11') });
  expect(update(item, 'SET a = if_not_exists(absent, :zero) + :v', { ':zero': N('0'), ':v': N('1') })).toMatchObject({
    a: N('1'),
  });
});

test('if_not_exists keeps what is there, list_append joins in the order given', () => {
  const values = { ':v': { L: [S('x')] } };
  expect(update(item, 'SET a = if_not_exists(pk, :v)', values)).toMatchObject({ a: S('k') });
  expect(update(item, 'SET a = if_not_exists(b, if_not_exists(c, title))')).toMatchObject({ a: S('hello') });
  expect(update(item, 'SET a = list_append(:v, entries)', values).a).toEqual({
    L: [S('x'), S('a'), S('b'), S('c'), S('d')],
  });
  expect(update(item, 'SET a = list_append(if_not_exists(absent, :v), :v)', values).a).toEqual({
    L: [S('x'), S('x')],
  });
});

test('every value is worked out from the item as it was', () => {
  expect(update(item, 'REMOVE title SET a = title, hits = :v, b = hits', { ':v': N('1') })).toEqual({
    ...without('title'),
    a: S('hello'),
    b: N('10'),
    hits: N('1'),
  });
});

test('an index beyond the end appends, in the order of the indexes', () => {
  expect(update(item, 'SET entries[9] = :y, entries[7] = :x', { ':x': S('x'), ':y': S('y') }).entries).toEqual({
    L: [S('a'), S('b'), S('c'), S('d'), S('x'), S('y')],
  });
  expect(update({ l: { L: [] } }, 'SET l[0] = :x', { ':x': S('x') })).toEqual({ l: { L: [S('x')] } });
});

test('REMOVE takes the elements that had the indexes before', () => {
  expect(update(item, 'REMOVE entries[0], entries[1], entries[8]').entries).toEqual({ L: [S('c'), S('d')] });
  expect(
    update(item, 'REMOVE entries[1] SET entries[2] = :x, entries[4] = :y', { ':x': S('x'), ':y': S('y') }).entries,
  ).toEqual({
    L: [S('a'), S('x'), S('d'), S('y')],
  });
  expect(update(item, 'REMOVE doc.y.z, absent, doc.nothing').doc).toEqual({ M: { x: N('1'), y: { M: {} } } });
});

test('ADD counts, and joins sets; onto nothing it sets', () => {
  const values = { ':n': N('3'), ':s': { SS: ['c', 'd'] }, ':ns': { NS: ['2.0', '3'] } };
  expect(update(item, 'ADD hits :n, fresh :n, tags :s, numbers :ns, extras :s', values)).toEqual({
    ...item,
    hits: N('13'),
    fresh: N('3'),
    tags: { SS: ['a', 'b', 'c', 'd'] },
    numbers: { NS: ['1', '2', '3'] },
    extras: { SS: ['c', 'd'] },
  });
  expect(update(item, 'ADD doc.x :n', { ':n': N('3') }).doc).toMatchObject({ M: { x: N('4') } });
  expect(
    update({ b: { BS: [Uint8Array.of(1)] } }, 'ADD b :v', { ':v': { BS: [Uint8Array.of(1), Uint8Array.of(2)] } }),
  ).toEqual({
    b: { BS: [Uint8Array.of(1), Uint8Array.of(2)] },
  });
});

test('DELETE takes members away, and the attribute with the last of them', () => {
  expect(update(item, 'DELETE tags :s', { ':s': { SS: ['b', 'x'] } }).tags).toEqual({ SS: ['a', 'c'] });
  expect(update(item, 'DELETE tags :s, absent :s', { ':s': { SS: ['c', 'b', 'a'] } })).toEqual(without('tags'));
  expect(update(item, 'DELETE numbers :n', { ':n': { NS: ['1.0'] } }).numbers).toEqual({ NS: ['2'] });
});

const TYPE = 'An operand in the update expression has an incorrect data type';
const MISSING = 'The provided expression refers to an attribute that does not exist in the item';
const PATH = 'The document path provided in the update expression is invalid for update';
const OVERFLOW = 'Number overflow. Attempting to store a number with magnitude larger than supported range';

test.each<[string, string, Values?]>([
  ['SET a = absent', MISSING],
  ['SET a = absent + :n', MISSING, { ':n': N('1') }],
  ['SET x = :n, a = x', MISSING, { ':n': N('1') }],
  ['SET a = list_append(absent, entries)', MISSING],
  ['SET a = title + :n', TYPE, { ':n': N('1') }],
  ['SET a = list_append(entries, title)', TYPE],
  ['ADD title :n', TYPE, { ':n': N('1') }],
  ['ADD hits :s', TYPE, { ':s': { SS: ['a'] } }],
  ['ADD numbers :s', TYPE, { ':s': { SS: ['a'] } }],
  ['DELETE title :s', TYPE, { ':s': { SS: ['a'] } }],
  ['DELETE numbers :s', TYPE, { ':s': { SS: ['a'] } }],
  ['SET absent.b = :n', PATH, { ':n': N('1') }],
  ['SET doc[0] = :n', PATH, { ':n': N('1') }],
  ['SET entries.a = :n', PATH, { ':n': N('1') }],
  ['SET title.a = :n', PATH, { ':n': N('1') }],
  ['SET entries[9].a = :n', PATH, { ':n': N('1') }],
  ['REMOVE absent.b', PATH],
  ['ADD absent.b :n', PATH, { ':n': N('1') }],
  ['DELETE absent.b :s', PATH, { ':s': { SS: ['a'] } }],
  ['SET a = :n + :n', OVERFLOW, { ':n': N('9e125') }],
  ['SET a = :n - hits', OVERFLOW, { ':n': N('1e50') }],
  ['ADD hits :n', OVERFLOW, { ':n': N('1e50') }],
  ['SET absent.b = absent + title', TYPE],
  ['SET a = absent REMOVE gone.b', PATH],
])('%s is refused: %s', (expression, message, values) => {
  expect(() => update(item, expression, values)).toThrow(
    expect.objectContaining({ code: 'ValidationException', message }),
  );
});

test('an update does not nest deeper than 32 levels', () => {
  const nest = (levels: number, leaf: AttributeValue): AttributeValue =>
    levels === 0 ? leaf : { M: { n: nest(levels - 1, leaf) } };
  expect(() => update(item, 'SET doc.y = :v', { ':v': nest(30, S('')) })).not.toThrow();
  expect(() => update(item, 'SET doc.y = :v', { ':v': nest(31, S('')) })).toThrow(/Nesting Levels have exceeded/);
});

test('the paths of an update show what it changed', () => {
  const change = compile('SET doc.x = :v, fresh = :v REMOVE entries[1], title', { ':v': N('7') });
  expect(change.paths).toEqual([['doc', 'x'], ['fresh'], ['entries', 1], ['title']]);
  expect(projectPaths(change.paths, item)).toEqual({
    doc: { M: { x: N('1') } },
    entries: { L: [S('b')] },
    title: S('hello'),
  });
  expect(projectPaths(change.paths, applyUpdate(change, item))).toEqual({
    doc: { M: { x: N('7') } },
    fresh: N('7'),
    entries: { L: [S('c')] },
  });
});

// The ceilings of UpdateItem as measured on AWS, with a key of 3 bytes: public conformance suite, 2026-08-19.
test.each([
  ['SET b = :p', 409_600 - 19],
  ['SET b = :p, c = :c', 409_600 - 19 - 19],
  ['SET b = :p REMOVE r', 409_600 - 19 - 2],
])('%s stores at most %i bytes', (expression, ceiling) => {
  const values = (sizeBytes: number): Values => ({
    ':p': S('x'.repeat(sizeBytes)),
    ...(expression.includes(':c') ? { ':c': S('y') } : {}),
  });
  const store = (total: number) => {
    const padding = total - 'pk'.length - 'K'.length - 'b'.length - (expression.includes(':c') ? 2 : 0);
    const change = compile(expression, values(padding));
    requireUpdateSize(change, applyUpdate(change, { pk: { S: 'K' } }));
  };
  expect(() => store(ceiling)).not.toThrow();
  expect(() => store(ceiling + 1)).toThrow('Item size to update has exceeded the maximum allowed size');
});

test('attributes may have the names of what objects inherit', () => {
  const { update: change } = compileExpressions({
    UpdateExpression: 'SET #p = :v, doc.#p = :v',
    ExpressionAttributeNames: { '#p': '__proto__' },
    ExpressionAttributeValues: { ':v': N('1') },
  });
  const result = applyUpdate(change!, item);
  expect(Object.keys(result)).toContain('__proto__');
  expect(projectPaths([['doc', '__proto__']], result)).toEqual({ doc: { M: JSON.parse('{"__proto__": {"N": "1"}}') } });
});
