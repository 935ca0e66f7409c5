import { cbor } from '@smithy/core/cbor';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CborTag, decodeCbor, encodeCbor } from './cbor.ts';

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    fc.array(tie('any')),
    fc.dictionary(fc.string(), tie('any'), { noNullPrototype: true }).filter((map) => !Object.hasOwn(map, '__proto__')),
  ),
})).any;

/** Maps as objects, bytes as buffers: the form both sides agree on. */
function plain(decoded: unknown): unknown {
  if (decoded instanceof Map)
    return Object.fromEntries([...decoded].map(([key, inner]) => [key as string, plain(inner)]));
  if (decoded instanceof Uint8Array) return Buffer.from(decoded);
  return Array.isArray(decoded) ? decoded.map(plain) : decoded;
}

test('what we write, AWS reads; what AWS writes, we read', () => {
  fc.assert(
    fc.property(value, (given) => {
      expect(plain(decodeCbor(encodeCbor(given)))).toEqual(given);
      expect(plain(decodeCbor(cbor.serialize(given)))).toEqual(given);
    }),
    { seed: 20_261_121, numRuns: 300 },
  );
});

test.each([
  ['9f0102ff', [1, 2]],
  ['7f61616162ff', 'ab'],
  ['5f41014102ff', Buffer.from([1, 2])],
  ['f93c00', 1],
  ['f97c00', Infinity],
  ['fa47c35000', 100_000],
  ['c11a514b67b0', new CborTag(1, 1_363_896_240)],
  ['c249010000000000000000', 18_446_744_073_709_551_616n],
  ['3bffffffffffffffff', -18_446_744_073_709_551_616n],
])('RFC 8949 %s', (hex, expected) => expect(decodeCbor(Buffer.from(hex, 'hex'))).toEqual(expected));

test.each([
  '',
  '9f01',
  '9bffffffffffffffff',
  'bbffffffffffffffff',
  '5bffffffffffffffff',
  'c25bffffffffffffffff',
  '00ff',
  'a10102',
  '1c',
  'fe',
])('%j is refused at once', (hex) => expect(() => decodeCbor(Buffer.from(hex, 'hex'))).toThrow(RangeError));

test('deep nesting is refused', () => {
  expect(() => decodeCbor(Buffer.alloc(1_000_000, 0x81))).toThrow(RangeError);
});
