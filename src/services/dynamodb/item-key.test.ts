import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Bytes } from '../../lib/tuple.ts';
import { hashOf, itemKeyOf, itemKeyOfKey, pickAttributes } from './item-key.ts';
import type { KeySchema } from './key-schema.ts';

const keys: KeySchema = { partition: { name: 'p', type: 'S' }, sort: { name: 's', type: 'N' } };

test('the hash is the beginning of an MD5 with DynamoDB’s salt', () => {
  const digest = createHash('md5').update('Outliersabc').digest('hex');
  expect(hashOf(new Bytes('abc'))).toBe(Number.parseInt(digest.slice(0, 8), 16));
});

test('numbers that are equal are the same key, however they are written', () => {
  const keyOf = (N: string) => itemKeyOf({ p: { S: 'a' }, s: { N } }, keys);
  expect(keyOf('1').packed.text).toBe(keyOf('1.0').packed.text);
  expect(keyOf('-5').packed.text < keyOf('-1').packed.text).toBe(true);
  expect(keyOf('9').packed.text < keyOf('10').packed.text).toBe(true);
});

test('a Key has the key attributes and nothing else', () => {
  expect(() => itemKeyOfKey({ p: { S: 'a' } }, keys)).toThrow('The provided key element does not match the schema');
  expect(() => itemKeyOfKey({ p: { S: 'a' }, s: { N: '1' }, x: { S: 'b' } }, keys)).toThrow();
});

test('attributes that are not there are not picked', () => {
  expect(pickAttributes({ a: { S: '1' } }, ['a', 'b', '__proto__'])).toEqual({ a: { S: '1' } });
});
