/** A decimal number, exactly: ±d.ddd × 10^exponent, with `digits` = "dddd" (no zeros at either end, empty for zero). */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

/** What DynamoDB keeps of a number: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const MAX_DECIMAL_DIGITS = 38;
const MAX_DECIMAL_EXPONENT = 125;
const MIN_DECIMAL_EXPONENT = -130;

export type DecimalProblem = 'syntax' | 'precision' | 'overflow' | 'underflow';

/** The text or the result is no number that can be kept. */
export class DecimalError extends Error {
  readonly problem: DecimalProblem;

  constructor(problem: DecimalProblem) {
    super(`decimal ${problem}`);
    this.name = 'DecimalError';
    this.problem = problem;
  }
}

export const ZERO: Decimal = { negative: false, digits: '', exponent: 0 };

// As Java's BigDecimal reads numbers: "5.", ".5" and "+5" are numbers, " 5" and "0x5" are not.
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
const MAX_JAVA_INT = 2_147_483_647;
const MAX_JAVA_LONG = 9_223_372_036_854_775_807n;

/** Throws `DecimalError`. */
export function parseDecimal(text: string): Decimal {
  const match = NUMBER.exec(text);
  if (!match) throw new DecimalError('syntax');
  const [, sign, whole = '', fraction = '', power = '0'] = match;
  const all = whole + fraction;
  if (all === '' || isBeyondLong(power)) throw new DecimalError('syntax');
  const first = all.search(/[1-9]/);
  if (first === -1) return zeroWrittenWith(Number(power));
  return inRange(sign === '-', withoutTrailingZeros(all.slice(first)), whole.length - 1 - first + Number(power));
}

function isBeyondLong(power: string): boolean {
  if (power.length < 19) return false;
  const value = BigInt(power.replace('+', ''));
  return value > MAX_JAVA_LONG || value < -MAX_JAVA_LONG;
}

/** Even zero has to be in range by the exponent that it is written with. */
function zeroWrittenWith(exponent: number): Decimal {
  inRange(false, '', exponent);
  return ZERO;
}

/** What BigDecimal itself, whose exponents are ints that wrap around, makes of a text that is no number for DynamoDB. */
export function toJavaProblem(problem: DecimalProblem, text: string): DecimalProblem {
  const [, , whole = '', , power = '0'] = NUMBER.exec(text) ?? [];
  if (Math.abs(Number(power)) > MAX_JAVA_INT) return 'syntax';
  return problem === 'overflow' && whole.length + Number(power) > MAX_JAVA_INT ? 'underflow' : problem;
}

/** DynamoDB's way to write it: every digit, no exponent, no needless zero. */
export function formatDecimal({ negative, digits, exponent }: Decimal): string {
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return fraction === '' ? sign + whole : `${sign}${whole}.${fraction}`;
}

/** Exact; throws `DecimalError` where the sum cannot be kept without rounding. */
export function addDecimal(left: Decimal, right: Decimal): Decimal {
  const scale = Math.min(lastPlace(left), lastPlace(right));
  return fromInteger(toInteger(left, scale) + toInteger(right, scale), scale);
}

export const subtractDecimal = (left: Decimal, right: Decimal): Decimal =>
  addDecimal(left, right.digits === '' ? right : { ...right, negative: !right.negative });

export function compareDecimal(left: Decimal, right: Decimal): number {
  const leftSign = signOf(left);
  const rightSign = signOf(right);
  if (leftSign !== rightSign) return leftSign - rightSign;
  return leftSign < 0 ? compareMagnitude(right, left) : compareMagnitude(left, right);
}

/**
 * Bytes that sort as the numbers do: a sign byte, the exponent (the 256 of them fit one byte), two digits a byte.
 * Negative numbers are turned around, and end in a byte above all digits so that the shorter one sorts last.
 */
export function encodeDecimal({ negative, digits, exponent }: Decimal): Uint8Array {
  if (digits === '') return Uint8Array.of(0x80);
  const pairs = Math.ceil(digits.length / 2);
  const bytes = new Uint8Array(2 + pairs + (negative ? 1 : 0));
  const biased = exponent - MIN_DECIMAL_EXPONENT;
  bytes[0] = negative ? 0x7f : 0x81;
  bytes[1] = negative ? 255 - biased : biased;
  for (let pair = 0; pair < pairs; pair++) {
    const value = Number(digits.slice(pair * 2, pair * 2 + 2).padEnd(2, '0'));
    bytes[2 + pair] = negative ? 100 - value : 1 + value;
  }
  if (negative) bytes[2 + pairs] = 0xff;
  return bytes;
}

function inRange(negative: boolean, digits: string, exponent: number): Decimal {
  if (exponent > MAX_DECIMAL_EXPONENT) throw new DecimalError('overflow');
  if (exponent < MIN_DECIMAL_EXPONENT) throw new DecimalError('underflow');
  if (digits.length > MAX_DECIMAL_DIGITS) throw new DecimalError('precision');
  return { negative, digits, exponent };
}

/** A loop, because `/0+$/` takes quadratic time on a long run of zeros that does not end the text. */
function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === 0x30) end--;
  return digits.slice(0, end);
}

/** The power of ten of the last digit; of zero, one that never decides. */
const lastPlace = ({ digits, exponent }: Decimal): number =>
  digits === '' ? MAX_DECIMAL_EXPONENT : exponent - digits.length + 1;

function toInteger(decimal: Decimal, scale: number): bigint {
  if (decimal.digits === '') return 0n;
  const magnitude = BigInt(decimal.digits) * 10n ** BigInt(lastPlace(decimal) - scale);
  return decimal.negative ? -magnitude : magnitude;
}

function fromInteger(integer: bigint, scale: number): Decimal {
  if (integer === 0n) return ZERO;
  const text = (integer < 0n ? -integer : integer).toString();
  return inRange(integer < 0n, withoutTrailingZeros(text), text.length - 1 + scale);
}

const signOf = ({ negative, digits }: Decimal): number => (digits === '' ? 0 : negative ? -1 : 1);

function compareMagnitude(left: Decimal, right: Decimal): number {
  if (left.exponent !== right.exponent) return left.exponent - right.exponent;
  return left.digits < right.digits ? -1 : left.digits > right.digits ? 1 : 0;
}
