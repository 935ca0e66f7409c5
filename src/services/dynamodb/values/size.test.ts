import { expect, test } from 'vitest';
import { toNumberText } from './number.ts';
import { itemSizeBytes, numberSizeBytes, requireItemSize, requireUpdatedItemSize, valueSizeBytes } from './size.ts';

// Measured on AWS by the 400 KB limit, one byte more or less: public conformance suite, 2026-08-18.
test.each([
  ['0', 1],
  ['1', 2],
  ['12', 2],
  ['123', 3],
  ['1234', 3],
  ['12345678901234567890123456789012345678', 20],
  ['0042', 2],
  ['100', 2],
  ['1010', 3],
  ['0.0000001', 2],
  ['1E125', 2],
  ['1E-100', 2],
  ['1.5', 3],
  ['15', 2],
  ['1.200', 3],
  ['1.234', 4],
  ['3.14159', 5],
  ['123456', 4],
  ['100.5', 4],
  ['0.15', 2],
  ['-42', 3],
  ['-0', 1],
])('the number %s counts %i bytes', (text, bytes) => {
  expect(numberSizeBytes(toNumberText(text))).toBe(bytes);
});

test('strings count their UTF-8 bytes, documents 3 bytes and one for each element', () => {
  expect(valueSizeBytes({ S: 'aé€' })).toBe(6);
  expect(valueSizeBytes({ BOOL: true })).toBe(1);
  expect(valueSizeBytes({ NULL: true })).toBe(1);
  expect(valueSizeBytes({ SS: ['ab', 'c'] })).toBe(3);
  expect(valueSizeBytes({ NS: ['1', '12'] })).toBe(4);
  expect(valueSizeBytes({ BS: [Uint8Array.of(1, 2)] })).toBe(2);
  expect(valueSizeBytes({ L: [{ S: 'a' }, { N: '1' }] })).toBe(3 + 1 + 1 + 1 + 2);
  expect(valueSizeBytes({ M: { ab: { S: 'c' } } })).toBe(3 + 1 + 2 + 1);
  expect(itemSizeBytes({ pk: { S: 'a' }, é: { NULL: true } })).toBe(3 + 3);
});

test('of ASCII, the length of each text says as much', () => {
  const item = { pk: { S: 'abc' }, m: { M: { l: { L: [{ SS: ['ab', 'c'] }, { N: '12' }] } } } };
  expect(itemSizeBytes(item, true)).toBe(itemSizeBytes(item));
});

test('an item of 409,600 bytes is stored, one of 409,601 is not', () => {
  const ofSize = (bytes: number) => ({ a: { S: 'x'.repeat(bytes - 1) } });
  expect(() => requireItemSize(ofSize(409_600))).not.toThrow();
  expect(() => requireItemSize(ofSize(409_601))).toThrow('Item size has exceeded the maximum allowed size');
  expect(() => requireUpdatedItemSize(ofSize(409_601))).toThrow(
    'Item size to update has exceeded the maximum allowed size',
  );
});
