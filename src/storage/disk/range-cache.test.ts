import { describe, expect, it } from 'vitest';
import type { StoredEntry } from '../view.ts';
import { RangeCache } from './range-cache.ts';

const entries = (...keys: string[]): StoredEntry[] => keys.map((key) => [key, Buffer.from(key)]);

function cacheOf(...ranges: (readonly [from: string, to: string, entries: StoredEntry[]])[]): RangeCache {
  const cache = new RangeCache();
  for (const [from, to, inside] of ranges) for (const _ of 'ab') cache.add({ from, to }, inside);
  return cache;
}

describe('ranges that are read again and again', () => {
  it('are taken in when they are read for the second time', () => {
    const cache = new RangeCache();
    cache.add({ from: 'b', to: 'c' }, entries('b1'));
    expect(cache.get({ from: 'b', to: 'c' })).toBeUndefined();
    cache.add({ from: 'b', to: 'c' }, entries('b1'));
    expect(cache.get({ from: 'b', to: 'c' })).toEqual(entries('b1'));
  });

  it('are found by both their bounds', () => {
    const cache = cacheOf(['b', 'd', entries('b1', 'c1')]);
    expect(cache.get({ from: 'b', to: 'c' })).toBeUndefined();
    expect(cache.get({ from: 'c', to: 'd' })).toBeUndefined();
    expect(cache.get({ from: 'a', to: 'd' })).toBeUndefined();
  });

  it('are dropped by a write inside, whether the key was there or not, and by no other', () => {
    for (const inside of ['b', 'b1', 'b9']) {
      const cache = cacheOf(['a', 'b', entries('a1')], ['b', 'c', entries('b1')], ['c', 'd', entries('c1')]);
      cache.onWrite(inside);
      expect(cache.get({ from: 'b', to: 'c' })).toBeUndefined();
      expect(cache.get({ from: 'a', to: 'b' })).toEqual(entries('a1'));
      expect(cache.get({ from: 'c', to: 'd' })).toEqual(entries('c1'));
      cache.onWrite('d');
      expect(cache.get({ from: 'c', to: 'd' })).toEqual(entries('c1'));
    }
  });

  it('give way to a later one that overlaps, so that a write need not look for more than one', () => {
    const cache = cacheOf(
      ['a', 'c', entries('a1')],
      ['c', 'e', entries('c1')],
      ['e', 'f', entries('e1')],
      ['b', 'd', entries('b1')],
    );
    expect(cache.get({ from: 'a', to: 'c' })).toBeUndefined();
    expect(cache.get({ from: 'c', to: 'e' })).toBeUndefined();
    expect(cache.get({ from: 'e', to: 'f' })).toEqual(entries('e1'));
    cache.onWrite('c5');
    expect(cache.get({ from: 'b', to: 'd' })).toBeUndefined();
  });

  it('leave room for others where they are many, those that were used last the last', () => {
    const cache = new RangeCache();
    const large: StoredEntry[] = [['', Buffer.alloc(1024 * 1024)]];
    for (let letter = 97; letter < 97 + 20; letter++) {
      const [from, to] = [String.fromCharCode(letter), String.fromCharCode(letter + 1)];
      for (const _ of 'ab') cache.add({ from, to }, large);
      cache.get({ from: 'a', to: 'b' });
    }
    expect(cache.get({ from: 'a', to: 'b' })).toBe(large);
    expect(cache.get({ from: 'b', to: 'c' })).toBeUndefined();
  });
});
