import { toBuffer } from '../../../lib/to-buffer.ts';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { DecimalProblem } from '../../../lib/decimal.ts';
import { ValueError } from './value-error.ts';

const INVALID = 'One or more parameter values were invalid: ';
const NOT_NUMERIC = 'The parameter cannot be converted to a numeric value';

export const validationException = (message: string) => new AwsError('ValidationException', message, { status: 400 });

export const invalidParameterValues = (problem: string) => validationException(`${INVALID}${problem}`);

export const emptyAttributeName = () => validationException('Empty attribute name');
export const attributeNameTooLong = () =>
  validationException('Attribute name is too large, must be less than 65536 bytes');

export const noDatatype = () =>
  validationException('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');

export const severalDatatypes = () =>
  validationException(
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  );

// Two spaces, and "An number": AWS's words.
export const emptyStringSet = () => invalidParameterValues('An string set  may not be empty');
export const emptyNumberSet = () => invalidParameterValues('An number set  may not be empty');
export const emptyBinarySet = () => invalidParameterValues('Binary sets should not be empty');

export const nullMustBeTrue = () => invalidParameterValues('Null attribute value types must have the value of true');

export const duplicateStrings = (members: readonly string[]) =>
  new ValueError(
    `${INVALID}Input collection [${members.join(', ')}] contains duplicates.`,
    `${INVALID}Input collection [${toCurrentOrder(members, compareTexts)
      .map((member) => `"${member}"`)
      .join(', ')}] contains duplicates.`,
  );
export const duplicateNumbers = () =>
  new ValueError('Input collection contains duplicates', `${INVALID}Input collection contains duplicates.`);
// No space before "of": AWS's words.
export const duplicateBinaries = (members: readonly Uint8Array[]) =>
  new ValueError(
    `${INVALID}Input collection [${members.map(toBase64).join(', ')}]of type BS contains duplicates.`,
    `${INVALID}Input collection [${toCurrentOrder(members, (a, b) => Buffer.compare(a, b))
      .map((member) => `"${toBase64(member)}"`)
      .join(',')}]of type BS contains duplicates.`,
  );

const compareTexts = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Sorted up to the first that comes again, then that one, then the rest as it came. */
function toCurrentOrder<T>(members: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  const again = members.findIndex((member, at) => members.slice(0, at).some((one) => compare(one, member) === 0));
  return [...members.slice(0, again).toSorted(compare), ...members.slice(again)];
}

export const NESTING_TOO_DEEP =
  'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit';
export const nestingTooDeep = () => validationException(NESTING_TOO_DEEP);

export const itemTooLarge = () => validationException('Item size has exceeded the maximum allowed size');
export const updatedItemTooLarge = () =>
  validationException('Item size to update has exceeded the maximum allowed size');

export const emptyNumber = () => new ValueError(NOT_NUMERIC, `${NOT_NUMERIC}: `);

export const numberOverflow = () =>
  new ValueError('Number overflow. Attempting to store a number with magnitude larger than supported range');
const numberUnderflow = () =>
  new ValueError('Number underflow. Attempting to store a number with magnitude smaller than supported range');
const tooManyDigits = () => new ValueError('Attempting to store more than 38 significant digits in a Number');
const notNumeric = (text: string) => new ValueError(`${NOT_NUMERIC}: ${text}`);

const NUMBER_ERRORS: Record<DecimalProblem, (text: string) => ValueError> = {
  syntax: notNumeric,
  precision: tooManyDigits,
  overflow: numberOverflow,
  underflow: numberUnderflow,
};
/** The older layer may see another problem in the same text. */
export const invalidNumber = (problem: DecimalProblem, text: string, olderProblem = problem) =>
  new ValueError(NUMBER_ERRORS[olderProblem](text).message, NUMBER_ERRORS[problem](text).message);

const toBase64 = (bytes: Uint8Array): string => toBuffer(bytes).toString('base64');
