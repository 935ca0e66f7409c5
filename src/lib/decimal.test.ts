import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDecimal,
  compareDecimal,
  DecimalError,
  encodeDecimal,
  formatDecimal,
  parseDecimal,
  toJavaProblem,
  subtractDecimal,
} from './decimal.ts';

const normalise = (text: string) => formatDecimal(parseDecimal(text));
const problemOf = (action: () => unknown) => {
  try {
    action();
  } catch (error) {
    if (error instanceof DecimalError) return error.problem;
    throw error;
  }
  return undefined;
};
const add = (left: string, right: string) => formatDecimal(addDecimal(parseDecimal(left), parseDecimal(right)));
const subtract = (left: string, right: string) =>
  formatDecimal(subtractDecimal(parseDecimal(left), parseDecimal(right)));

const decimals = fc
  .record({
    negative: fc.boolean(),
    digits: fc.bigInt({ min: 0n, max: 10n ** 38n - 1n }),
    power: fc.integer({ min: -130, max: 88 }),
  })
  .map(({ negative, digits, power }) => `${negative ? '-' : ''}${digits}e${power}`);

test.each([
  ['42', '42'],
  ['00042', '42'],
  ['-0', '0'],
  ['0e125', '0'],
  ['0e+125', '0'],
  ['0e-130', '0'],
  ['1.0', '1'],
  ['3.1400', '3.14'],
  ['1.5E2', '150'],
  ['+3', '3'],
  ['.123', '0.123'],
  ['5.', '5'],
  ['-17.4E37', `-174${'0'.repeat(36)}`],
  ['1E-130', `0.${'0'.repeat(129)}1`],
  ['1E125', `1${'0'.repeat(125)}`],
  ['123.4500e-2', '1.2345'],
  ['99999999999999999999999999999999999999', '99999999999999999999999999999999999999'],
])('%s is written %s', (text, written) => {
  expect(normalise(text)).toBe(written);
});

test.each([
  '',
  '.',
  '-',
  'dog',
  'NaN',
  'Infinity',
  '-Infinity',
  ' 1',
  '1 ',
  '0x10',
  '1e',
  '1e1.5',
  '1e9223372036854775808',
  '1e+9223372036854775808',
  '1_0',
])('%j is no number', (text) => {
  expect(problemOf(() => parseDecimal(text))).toBe('syntax');
});

test.each([
  ['1E126', 'overflow'],
  ['-11e125', 'overflow'],
  ['1e2000000', 'overflow'],
  ['1E-131', 'underflow'],
  ['0.9e-130', 'underflow'],
  ['3.14159265358979323846264338327950288419', 'precision'],
  ['123456789012345678901234567890123456789', 'precision'],
])('%s cannot be kept: %s', (text, problem) => {
  expect(problemOf(() => parseDecimal(text))).toBe(problem);
});

test('sums and differences are exact', () => {
  expect(add('0.1', '0.2')).toBe('0.3');
  expect(add('1', '10000000000000000000000')).toBe('10000000000000000000001');
  expect(subtract('10000000000000000000000', '1')).toBe('9999999999999999999999');
  expect(subtract('5', '5')).toBe('0');
  expect(subtract('0', '7.5')).toBe('-7.5');
  expect(subtract('7.5', '0')).toBe('7.5');
});

test('a result that does not fit is refused, not rounded', () => {
  expect(problemOf(() => add('1e50', '1'))).toBe('precision');
  expect(problemOf(() => add('9e125', '9e125'))).toBe('overflow');
  expect(problemOf(() => subtract('1.1e-130', '1e-130'))).toBe('underflow');
});

test('what is written reads back as the same number', () => {
  fc.assert(
    fc.property(decimals, (text) => {
      expect(normalise(normalise(text))).toBe(normalise(text));
    }),
  );
});

test('a sum less one of its terms is the other', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 36n), max: 10n ** 36n }),
      fc.bigInt({ min: -(10n ** 36n), max: 10n ** 36n }),
      (a, b) => {
        expect(add(String(a), String(b))).toBe(String(a + b));
        expect(subtract(String(a + b), String(b))).toBe(String(a));
      },
    ),
  );
});

test('the encoded bytes sort as the numbers do', () => {
  fc.assert(
    fc.property(decimals, decimals, (left, right) => {
      const [a, b] = [parseDecimal(left), parseDecimal(right)];
      expect(Math.sign(Buffer.compare(encodeDecimal(a), encodeDecimal(b)))).toBe(Math.sign(compareDecimal(a, b)));
    }),
    { numRuns: 500 },
  );
  const ascending = [
    '-9.9e125',
    '-12',
    '-1.25',
    '-1.2',
    '-1',
    '-1e-130',
    '0',
    '1e-130',
    '0.5',
    '1',
    '1.2',
    '1.25',
    '12',
    '9e125',
  ];
  const encoded = ascending.map((text) => Buffer.from(encodeDecimal(parseDecimal(text))));
  expect([...encoded].sort((left, right) => Buffer.compare(left, right))).toEqual(encoded);
});

test.each([
  ['1e2147483648', 'overflow'],
  ['-1e99999999999', 'overflow'],
  ['1e-99999999999', 'underflow'],
  ['0e126', 'overflow'],
  ['0e-131', 'underflow'],
])('%j is out of range: %s', (text, problem) => {
  expect(problemOf(() => parseDecimal(text))).toBe(problem);
});

test('what Java makes of exponents beyond an int', () => {
  expect(toJavaProblem('overflow', '1e2147483646')).toBe('overflow');
  expect(toJavaProblem('overflow', '1e2147483647')).toBe('underflow');
  expect(toJavaProblem('overflow', '1e2147483648')).toBe('syntax');
});
