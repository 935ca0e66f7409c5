import { describe, expect, it } from 'vitest';
import { StoredEntry } from '../stored-entry.ts';
import { RangeCache } from './range-cache.ts';

const entries = (...keys: string[]): StoredEntry[] => keys.map((key) => new StoredEntry(key, Buffer.from(key)));

function cacheOf(...ranges: (readonly [from: string, to: string, entries: StoredEntry[]])[]): RangeCache {
  const cache = new RangeCache();
  for (const [from, to, inside] of ranges) cache.add({ from, to, entries: inside });
  return cache;
}

const found = (cache: RangeCache, from: string, to: string) => cache.get({ from, to }, false)?.entries;

describe('ranges that are read again and again', () => {
  it('are wanted when they are read for the second time from the same side', () => {
    const cache = new RangeCache();
    expect(cache.isWanted({ from: 'b', to: 'c' }, false)).toBe(false);
    cache.onRead({ from: 'b', to: 'c' }, false, 1, 100);
    expect(cache.isWanted({ from: 'b', to: 'd' }, false)).toBe(true);
    expect(cache.isWanted({ from: 'b', to: 'c' }, true)).toBe(false);
    cache.onRead({ from: 'b', to: 'c' }, true, 1, 100);
    expect(cache.isWanted({ from: 'a', to: 'c' }, true)).toBe(true);
  });

  it('are not wanted when more was read meanwhile than can be kept', () => {
    const cache = new RangeCache();
    cache.onRead({ from: 'b', to: 'c' }, false, 1, 100);
    for (let page = 0; page < 20; page++) cache.onRead({ from: `d${page}`, to: 'e' }, false, 1000, 1_000_000);
    expect(cache.isWanted({ from: 'b', to: 'c' }, false)).toBe(false);
    expect(cache.isWanted({ from: 'd19', to: 'e' }, false)).toBe(true);
  });

  it('are known from the side where reading begins, as far as they go', () => {
    const cache = cacheOf(['b', 'e', entries('b1', 'c1', 'd1')]);
    expect(cache.get({ from: 'c', to: 'g' }, false)).toEqual({ from: 'c', to: 'e', entries: entries('c1', 'd1') });
    expect(cache.get({ from: 'a', to: 'd1' }, true)).toEqual({ from: 'b', to: 'd1', entries: entries('c1', 'b1') });
    expect(cache.get({ from: 'c1', to: 'd' }, false)).toEqual({ from: 'c1', to: 'd', entries: entries('c1') });
  });

  it('are not known from the other side, nor beyond their end', () => {
    const cache = cacheOf(['b', 'e', entries('b1', 'c1', 'd1')]);
    expect(cache.get({ from: 'c', to: 'g' }, true)).toBeUndefined();
    expect(cache.get({ from: 'a', to: 'd' }, false)).toBeUndefined();
    expect(cache.get({ from: 'e', to: 'g' }, false)).toBeUndefined();
    expect(cache.get({ from: 'a', to: 'b' }, true)).toBeUndefined();
  });

  it('are the same list again, which nobody changes', () => {
    const cache = cacheOf(['b', 'd', entries('b1', 'c1')]);
    for (const reverse of [false, true]) {
      const list = cache.get({ from: 'b', to: 'd' }, reverse)?.entries;
      expect(list).toEqual(reverse ? entries('c1', 'b1') : entries('b1', 'c1'));
      expect(list).toSatisfy(Object.isFrozen);
      expect(cache.get({ from: 'b', to: 'd' }, reverse)?.entries).toBe(list);
    }
  });

  it('are dropped by a write inside, whether the key was there or not, and by no other', () => {
    for (const inside of ['b', 'b1', 'b9']) {
      const cache = cacheOf(['a', 'b', entries('a1')], ['b', 'c', entries('b1')], ['c', 'd', entries('c1')]);
      cache.onWrite(inside);
      expect(found(cache, 'b', 'c')).toBeUndefined();
      expect(found(cache, 'a', 'b')).toEqual(entries('a1'));
      expect(found(cache, 'c', 'd')).toEqual(entries('c1'));
      cache.onWrite('d');
      expect(found(cache, 'c', 'd')).toEqual(entries('c1'));
    }
  });

  it('give way to a later one that overlaps, so that a write need not look for more than one', () => {
    const cache = cacheOf(
      ['a', 'c', entries('a1')],
      ['c', 'e', entries('c1')],
      ['e', 'f', entries('e1')],
      ['b', 'd', entries('b1')],
    );
    expect(found(cache, 'a', 'b')).toBeUndefined();
    expect(found(cache, 'd', 'e')).toBeUndefined();
    expect(found(cache, 'e', 'f')).toEqual(entries('e1'));
    cache.onWrite('c5');
    expect(found(cache, 'b', 'd')).toBeUndefined();
  });

  it('leave room for others where they are many, those that were used last the last', () => {
    const cache = new RangeCache();
    const large = [new StoredEntry('', Buffer.alloc(1024 * 1024))];
    for (let letter = 97; letter < 97 + 20; letter++) {
      const [from, to] = [String.fromCharCode(letter), String.fromCharCode(letter + 1)];
      cache.add({ from, to, entries: large });
      cache.get({ from: 'a', to: 'b' }, false);
    }
    expect(found(cache, 'a', 'b')).toBe(large);
    expect(found(cache, 'b', 'c')).toBeUndefined();
  });
});
