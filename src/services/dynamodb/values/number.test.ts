import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from '../../../kernel/aws-error.ts';
import { addDecimal, compareDecimal, formatDecimal, parseDecimal, subtractDecimal } from '../../../lib/decimal.ts';
import { addNumbers, compareNumbers, subtractNumbers, toNumberText } from './number.ts';

const numbers = fc
  .oneof(
    fc.integer().map(String),
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String),
    fc.double({ noNaN: true, min: -1e12, max: 1e12 }).map((number) => number.toFixed(7)),
    fc.constantFrom('0', '-0', '999999999999999', '-999999999999999', '1000000000000000', '00.50', '1e-5', '2.50e3'),
  )
  .map(toNumberText);

test('the short cuts for small numbers give what exact arithmetic gives', () => {
  fc.assert(
    fc.property(numbers, numbers, (left, right) => {
      const [a, b] = [parseDecimal(left), parseDecimal(right)];
      expect(addNumbers(left, right)).toBe(formatDecimal(addDecimal(a, b)));
      expect(subtractNumbers(left, right)).toBe(formatDecimal(subtractDecimal(a, b)));
      expect(Math.sign(compareNumbers(left, right))).toBe(Math.sign(compareDecimal(a, b)));
    }),
    { numRuns: 1000 },
  );
});

test('numbers are written one way only', () => {
  fc.assert(
    fc.property(numbers, (text) => {
      expect(toNumberText(text)).toBe(text);
      expect(formatDecimal(parseDecimal(text))).toBe(text);
    }),
  );
});

test('any text is a number or is refused as one', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('0', '00', '1', '9', '.', '-', '+', 'e', 'E', '130', ' '), { maxLength: 12 })
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      try {
        expect(toNumberText(text)).toMatch(/^(0|-?([1-9]\d*|0)(\.\d*[1-9])?)$/);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        expect(error.message).toMatch(/numeric value|significant digits|magnitude/);
      }
    }),
    { numRuns: 3000 },
  );
});

test('a long text takes no long time', () => {
  const zeros = '0'.repeat(1_000_000);
  expect(toNumberText(`${zeros}1`)).toBe('1');
  expect(() => toNumberText(`1${zeros}`)).toThrow(/Number overflow/);
  expect(() => toNumberText(`0.${zeros}1`)).toThrow(/Number underflow/);
  expect(() => toNumberText(`1${zeros}x`)).toThrow(/cannot be converted/);
});
