import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashOf, itemKeyOf, itemKeyOfKey, pickAttributes } from './item-key.ts';
import type { KeySchema } from './key-schema.ts';

const keys: KeySchema = { partition: { name: 'p', type: 'S' }, sort: { name: 's', type: 'N' } };

test('the hash is the beginning of an MD5 with DynamoDB’s salt', () => {
  const digest = createHash('md5').update('Outliersabc').digest('hex');
  expect(hashOf(Buffer.from('abc'))).toBe(Number.parseInt(digest.slice(0, 8), 16));
});

test('numbers that are equal are the same key, however they are written', () => {
  const keyOf = (N: string) => itemKeyOf({ p: { S: 'a' }, s: { N } }, keys);
  expect(keyOf('1')).toEqual(keyOf('1'));
  expect(Buffer.compare(keyOf('-5').sort!, keyOf('-1').sort!)).toBe(-1);
  expect(Buffer.compare(keyOf('9').sort!, keyOf('10').sort!)).toBe(-1);
});

test('a Key has the key attributes and nothing else', () => {
  expect(() => itemKeyOfKey({ p: { S: 'a' } }, keys)).toThrow('The provided key element does not match the schema');
  expect(() => itemKeyOfKey({ p: { S: 'a' }, s: { N: '1' }, x: { S: 'b' } }, keys)).toThrow();
});

test('attributes that are not there are not picked', () => {
  expect(pickAttributes({ a: { S: '1' } }, ['a', 'b', '__proto__'])).toEqual({ a: { S: '1' } });
});
