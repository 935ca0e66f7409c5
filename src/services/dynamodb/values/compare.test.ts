import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareStrings, compareValues, isEqual } from './compare.ts';
import { afterPrefix, encodeKey } from './key-encoding.ts';

test('sets are equal in any order, lists are not', () => {
  expect(isEqual({ SS: ['a', 'b'] }, { SS: ['b', 'a'] })).toBe(true);
  expect(isEqual({ NS: ['1', '2'] }, { NS: ['2', '3'] })).toBe(false);
  expect(isEqual({ BS: [Uint8Array.of(1), Uint8Array.of(2)] }, { BS: [Uint8Array.of(2), Uint8Array.of(1)] })).toBe(
    true,
  );
  expect(isEqual({ L: [{ N: '1' }, { N: '2' }] }, { L: [{ N: '2' }, { N: '1' }] })).toBe(false);
});

test('maps are equal by their entries, values of two types never', () => {
  expect(isEqual({ M: { a: { N: '1' }, b: { NULL: true } } }, { M: { b: { NULL: true }, a: { N: '1' } } })).toBe(true);
  expect(isEqual({ M: { a: { N: '1' } } }, { M: { a: { N: '1' }, b: { N: '1' } } })).toBe(false);
  expect(isEqual({ M: { toString: { S: '' } } }, { M: { a: { S: '' } } })).toBe(false);
  expect(isEqual({ S: '1' }, { N: '1' })).toBe(false);
  expect(isEqual({ B: Uint8Array.of(1) }, { B: Uint8Array.of(1) })).toBe(true);
  expect(isEqual({ BOOL: false }, { BOOL: false })).toBe(true);
});

test('only strings, numbers and binaries have an order, each among its own', () => {
  expect(compareValues({ N: '9' }, { N: '10' })).toBeLessThan(0);
  expect(compareValues({ N: '1.5' }, { N: '-200000000000000000000' })).toBeGreaterThan(0);
  expect(compareValues({ S: '9' }, { S: '10' })).toBeGreaterThan(0);
  expect(compareValues({ S: '9' }, { N: '10' })).toBeUndefined();
  expect(compareValues({ BOOL: true }, { BOOL: false })).toBeUndefined();
});

test('strings are ordered by their UTF-8 bytes', () => {
  expect(compareStrings('\u{10000}', '\uffff')).toBeGreaterThan(0);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (left, right) => {
      const expected = Math.sign(Buffer.compare(Buffer.from(left), Buffer.from(right)));
      expect(Math.sign(compareStrings(left, right))).toBe(expected);
      expect(Math.sign(Buffer.compare(encodeKey({ S: left }), encodeKey({ S: right })))).toBe(expected);
    }),
  );
});

test('the bytes after a prefix follow everything that begins with it', () => {
  const prefix = encodeKey({ S: 'a' });
  expect(afterPrefix(prefix)).toEqual(Uint8Array.of(0x62));
  expect(prefix).toEqual(encodeKey({ S: 'a' }));
  expect(afterPrefix(Uint8Array.of(1, 2))).toEqual(Uint8Array.of(1, 3));
  expect(afterPrefix(Uint8Array.of(1, 255, 255))).toEqual(Uint8Array.of(2));
  expect(afterPrefix(Uint8Array.of(255))).toBeUndefined();
  expect(afterPrefix(new Uint8Array())).toBeUndefined();
});
