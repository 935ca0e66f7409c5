import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { after, compare, parseSequenceNumber, precedingSequenceNumber, toSequenceNumber } from './position.ts';

const position = fc.tuple(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), fc.integer({ min: 0, max: 999_998 }));

test('sequence numbers are ordered as texts and as numbers, and say their place again', () => {
  fc.assert(
    fc.property(position, position, (a, b) => {
      const [left, right] = [toSequenceNumber(a), toSequenceNumber(b)];
      expect(Math.sign(compare(a, b))).toBe(left < right ? -1 : left > right ? 1 : 0);
      expect(parseSequenceNumber(left)).toEqual(a);
      expect(left).toMatch(/^\d{21,40}$/);
      expect(BigInt(toSequenceNumber(after(a)))).toBe(BigInt(left) + 1n);
      expect(BigInt(precedingSequenceNumber(a))).toBe(BigInt(left) - 1n);
    }),
  );
});

test('numbers of other makes are nobody’s place', () => {
  expect(parseSequenceNumber('100000000003498069978')).toBeUndefined();
  expect(parseSequenceNumber('x'.repeat(23))).toBeUndefined();
});
