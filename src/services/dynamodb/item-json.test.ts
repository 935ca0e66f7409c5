import { expect, test } from 'vitest';
import { decodeItem, encodeItem, hasBinary } from './item-json.ts';
import type { Item } from './values/value.ts';

const plain: Item = {
  b: { S: 'say "hi"\n\u0000 \ud800 grüß 😀' },
  a: { N: '-1.5' },
  10: { BOOL: false },
  2: { NULL: true },
  list: { L: [{ S: '' }, { M: {} }, { L: [] }] },
  map: { M: { 'a "quoted" name': { SS: ['x', '"'] }, numbers: { NS: ['1', '2'] } } },
};

test('writes what the engine’s own writer does', () => {
  expect(encodeItem(plain)).toBe(JSON.stringify(plain));
  expect(encodeItem({})).toBe('{}');
  expect(encodeItem(JSON.parse('{"__proto__":{"S":"x"}}') as Item)).toBe('{"__proto__":{"S":"x"}}');
});

test('binaries are base64 at any depth, and come back', () => {
  const bytes = Buffer.from([0, 255]);
  const item: Item = { a: { B: bytes }, b: { L: [{ M: { c: { BS: [bytes, Buffer.from('x')] } } }] }, d: { S: 'AP8=' } };
  const json = encodeItem(item);
  expect(json).toBe('{"a":{"B":"AP8="},"b":{"L":[{"M":{"c":{"BS":["AP8=","eA=="]}}}]},"d":{"S":"AP8="}}');
  expect(hasBinary(item)).toBe(true);
  expect(decodeItem(json, true)).toEqual(item);
});
