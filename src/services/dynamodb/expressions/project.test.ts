import { expect, test } from 'vitest';
import { toItem } from '../values/check.ts';
import { compileExpressions } from './compile.ts';
import { project } from './project.ts';

const item = toItem({
  pk: { S: 'k' },
  a: { M: { b: { S: 'bb' }, c: { L: [{ N: '1' }, { M: { d: { N: '2' }, e: { N: '3' } } }] } } },
  l: { L: [{ S: 'l0' }, { S: 'l1' }, { S: 'l2' }] },
});
const of = (ProjectionExpression: string) => project(compileExpressions({ ProjectionExpression }).projection!, item);

test('whole attributes, parts of maps and elements of lists', () => {
  expect(of('pk')).toEqual({ pk: { S: 'k' } });
  expect(of('a.b, l')).toEqual({ a: { M: { b: { S: 'bb' } } }, l: item.l });
  expect(of('a.c[1].e')).toEqual({ a: { M: { c: { L: [{ M: { e: { N: '3' } } }] } } } });
});

test('elements move together, in the order of the list', () => {
  expect(of('l[2], l[0]')).toEqual({ l: { L: [{ S: 'l0' }, { S: 'l2' }] } });
});

test('paths that lead nowhere show nothing, nor what holds nothing else', () => {
  expect(of('gone, a.gone, l[7], pk[0], a.c[0].d')).toEqual({});
  expect(of('a.gone.x, pk')).toEqual({ pk: { S: 'k' } });
});
