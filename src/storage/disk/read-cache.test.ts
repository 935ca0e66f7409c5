import { expect, test } from 'vitest';
import { ReadCache } from './read-cache.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const large = new Uint8Array(60 * 1024);

test('answers what was read', () => {
  const cache = new ReadCache();
  cache.add('a', bytes('1'));
  expect(cache.get('a')).toEqual(bytes('1'));
  expect(cache.get('b')).toBeUndefined();
});

test('a write replaces or removes what is known, and takes in nothing else', () => {
  const cache = new ReadCache();
  cache.add('a', bytes('1'));
  cache.add('b', bytes('1'));
  cache.onWrite('a', bytes('2'));
  cache.onWrite('b', null);
  cache.onWrite('c', bytes('2'));
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([bytes('2'), undefined, undefined]);
});

test('what is asked for stays, what is not goes, and no old value comes back', () => {
  const cache = new ReadCache();
  cache.add('hot', bytes('1'));
  cache.add('cold', bytes('1'));
  for (let n = 0; n < 200; n++) {
    cache.add(`filler-${n}`, large);
    if (n === 100) cache.onWrite('hot', bytes('2'));
    expect(cache.get('hot')).toEqual(bytes(n < 100 ? '1' : '2'));
  }
  expect(cache.get('cold')).toBeUndefined();
});

test('a value that is too large is not kept', () => {
  const cache = new ReadCache();
  cache.add('a', new Uint8Array(65 * 1024));
  expect(cache.get('a')).toBeUndefined();
});
