import { expect, test } from 'vitest';
import { compileExpressions } from './compile.ts';
import { RecentCache } from './recent-cache.ts';

test('what was not used for longest goes first', () => {
  const cache = new RecentCache<string>(2);
  cache.get('a', () => 'first a');
  cache.get('b', () => 'first b');
  expect(cache.get('a', () => 'second a')).toBe('first a');
  cache.get('c', () => 'first c');
  expect(cache.get('a', () => 'second a')).toBe('first a');
  expect(cache.get('b', () => 'second b')).toBe('second b');
  expect(cache.size).toBe(2);
});

test('a failure is not kept', () => {
  const cache = new RecentCache<string>(2);
  expect(() =>
    cache.get('a', () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(cache.get('a', () => 'a')).toBe('a');
});

test('one text serves requests whose placeholders stand for different things', () => {
  const paths = (name: string, value: string) =>
    compileExpressions({
      ConditionExpression: '#a = :v',
      ExpressionAttributeNames: { '#a': name },
      ExpressionAttributeValues: { ':v': { S: value } },
    }).condition;
  expect(paths('x', '1')).toMatchObject({ left: { path: ['x'] }, right: { value: { S: '1' } } });
  expect(paths('y', '2')).toMatchObject({ left: { path: ['y'] }, right: { value: { S: '2' } } });
});
