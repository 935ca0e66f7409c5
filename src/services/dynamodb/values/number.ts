import {
  addDecimal,
  compareDecimal,
  DecimalError,
  toJavaProblem,
  encodeDecimal,
  formatDecimal,
  parseDecimal,
  subtractDecimal,
  type Decimal,
} from '../../../lib/decimal.ts';
import { emptyNumber, invalidNumber, numberOverflow } from './errors.ts';

// Most numbers arrive as DynamoDB writes them: whole numbers, and fractions that end in a digit.
const CANONICAL = /^-?[1-9]\d{0,37}$|^0$|^-?(?:0|[1-9]\d{0,9})\.\d{0,26}[1-9]$/;
/** A double adds and compares these exactly. */
const SMALL_INTEGER = /^-?\d{1,15}$/;

/** A number as DynamoDB writes it. Throws DynamoDB's errors on syntax, precision and range. */
export function toNumberText(text: string): string {
  if (CANONICAL.test(text)) return text;
  if (text === '') throw emptyNumber();
  try {
    return formatDecimal(parseDecimal(text));
  } catch (error) {
    throw error instanceof DecimalError
      ? invalidNumber(error.problem, text, toJavaProblem(error.problem, text))
      : error;
  }
}

export function addNumbers(left: string, right: string): string {
  if (areSmall(left, right)) return String(Number(left) + Number(right));
  return calculate(addDecimal, left, right);
}

export function subtractNumbers(left: string, right: string): string {
  if (areSmall(left, right)) return String(Number(left) - Number(right));
  return calculate(subtractDecimal, left, right);
}

/** Both as DynamoDB writes them. */
export function compareNumbers(left: string, right: string): number {
  if (left === right) return 0;
  if (areSmall(left, right)) return Number(left) - Number(right);
  return compareDecimal(parseDecimal(left), parseDecimal(right));
}

export const encodeNumber = (text: string): Uint8Array => encodeDecimal(parseDecimal(text));

const areSmall = (left: string, right: string): boolean => SMALL_INTEGER.test(left) && SMALL_INTEGER.test(right);

function calculate(operation: (left: Decimal, right: Decimal) => Decimal, left: string, right: string): string {
  try {
    return formatDecimal(operation(parseDecimal(left), parseDecimal(right)));
  } catch (error) {
    if (!(error instanceof DecimalError)) throw error;
    // A result of more than 38 digits is called an overflow too.
    throw error.problem === 'precision' ? numberOverflow() : invalidNumber(error.problem, '');
  }
}
