import { expect, test } from 'vitest';
import { Lru } from './lru.ts';

test('the entry that was used longest ago makes room', () => {
  const lru = new Lru<string, number>(2);
  lru.set('a', 1);
  lru.set('b', 2);
  lru.get('a');
  lru.set('c', 3);
  expect([lru.get('a'), lru.get('b'), lru.get('c')]).toEqual([1, undefined, 3]);
});

test('a deleted entry is gone, and may come back', () => {
  const lru = new Lru<string, number>(2);
  lru.set('a', 1);
  lru.delete('a');
  expect(lru.get('a')).toBeUndefined();
  lru.set('a', 2);
  expect(lru.get('a')).toBe(2);
});

test('a value is made once, and a failure is not kept', () => {
  const lru = new Lru<string, string>(2);
  const fail = () => {
    throw new Error('no');
  };
  expect(() => lru.getOrMake('a', fail)).toThrow('no');
  expect(lru.getOrMake('a', () => 'first')).toBe('first');
  expect(lru.getOrMake('a', fail)).toBe('first');
});
