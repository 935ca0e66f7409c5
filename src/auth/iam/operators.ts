import { isIP, BlockList } from 'node:net';
import { matchesArn } from './arn-pattern.ts';
import { matches, type Pattern } from './wildcard.ts';

/** Whether one actual value meets one value of the policy. */
type Test = (actual: string, expected: Pattern) => boolean;

export interface Operator {
  readonly test: Test;
  /** `StringNotEquals` and its like: true unless some value of the policy is met, and true of a missing key. */
  readonly negated: boolean;
  /** Whether `*` and `?` in the policy's value stand for other characters. */
  readonly wildcards: boolean;
}

const operator = (test: Test, options: Partial<Operator> = {}): Operator => ({
  test,
  negated: false,
  wildcards: false,
  ...options,
});
const not = (positive: Operator): Operator => ({ ...positive, negated: true });

const stringEquals = operator((actual, expected) => actual === expected);
const equalsIgnoreCase = operator((actual, expected) => actual.toLowerCase() === expected.toLowerCase());
const stringLike = operator((actual, expected) => matches(expected, actual), { wildcards: true });
const arnLike = operator((actual, expected) => matchesArn(expected, actual), { wildcards: true });
const numeric = (compare: (a: number, b: number) => boolean) =>
  operator((actual, expected) => comparable(Number(actual), Number(expected), compare));
const date = (compare: (a: number, b: number) => boolean) =>
  operator((actual, expected) => comparable(toInstant(actual), toInstant(expected), compare));
const numericEquals = numeric((a, b) => a === b);
const dateEquals = date((a, b) => a === b);
const ipAddress = operator(isInNetwork);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: stringEquals,
  StringNotEquals: not(stringEquals),
  StringEqualsIgnoreCase: equalsIgnoreCase,
  StringNotEqualsIgnoreCase: not(equalsIgnoreCase),
  StringLike: stringLike,
  StringNotLike: not(stringLike),
  NumericEquals: numericEquals,
  NumericNotEquals: not(numericEquals),
  NumericLessThan: numeric((a, b) => a < b),
  NumericLessThanEquals: numeric((a, b) => a <= b),
  NumericGreaterThan: numeric((a, b) => a > b),
  NumericGreaterThanEquals: numeric((a, b) => a >= b),
  DateEquals: dateEquals,
  DateNotEquals: not(dateEquals),
  DateLessThan: date((a, b) => a < b),
  DateLessThanEquals: date((a, b) => a <= b),
  DateGreaterThan: date((a, b) => a > b),
  DateGreaterThanEquals: date((a, b) => a >= b),
  Bool: equalsIgnoreCase,
  BinaryEquals: stringEquals,
  IpAddress: ipAddress,
  NotIpAddress: not(ipAddress),
  // Equals and Like of ARNs behave the same on AWS.
  ArnEquals: arnLike,
  ArnNotEquals: not(arnLike),
  ArnLike: arnLike,
  ArnNotLike: not(arnLike),
};

/** `undefined` for a name that is no operator; `Null`, which asks for no value, is not among them. */
export const findOperator = (name: string): Operator | undefined =>
  Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;

const comparable = (a: number, b: number, compare: (a: number, b: number) => boolean) =>
  !Number.isNaN(a) && !Number.isNaN(b) && compare(a, b);

/** ISO 8601, or seconds since 1970. */
const toInstant = (text: string) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text));

function isInNetwork(actual: string, expected: string): boolean {
  const [network = '', prefix] = expected.split('/');
  const [family, actualFamily] = [isIP(network), isIP(actual)];
  if (family === 0 || actualFamily !== family) return false;
  const bits = prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix);
  if (!Number.isInteger(bits) || bits < 0 || bits > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, bits, type);
  return list.check(actual, type);
}
