import { compareNumbers } from './number.ts';
import { attribute, type Item, type Value } from './value.ts';

/** DynamoDB's `=`: numbers by value, sets without order, lists and maps element by element; other types are unequal. */
export function isEqual(left: Value, right: Value): boolean {
  if ('S' in left) return 'S' in right && left.S === right.S;
  if ('N' in left) return 'N' in right && left.N === right.N;
  if ('B' in left) return 'B' in right && compareBytes(left.B, right.B) === 0;
  if ('BOOL' in left) return 'BOOL' in right && left.BOOL === right.BOOL;
  if ('NULL' in left) return 'NULL' in right;
  if ('SS' in left) return 'SS' in right && isSameSet(left.SS, right.SS);
  if ('NS' in left) return 'NS' in right && isSameSet(left.NS, right.NS);
  if ('BS' in left) return 'BS' in right && isSameSet(left.BS.map(toKey), right.BS.map(toKey));
  if ('L' in left) return 'L' in right && isSameList(left.L, right.L);
  return 'M' in right && isSameMap(left.M, right.M);
}

/** Orders strings by their UTF-8 bytes, numbers by value, binaries by bytes; undefined where `<` does not apply. */
export function compareValues(left: Value, right: Value): number | undefined {
  if ('S' in left) return 'S' in right ? compareStrings(left.S, right.S) : undefined;
  if ('N' in left) return 'N' in right ? compareNumbers(left.N, right.N) : undefined;
  if ('B' in left) return 'B' in right ? compareBytes(left.B, right.B) : undefined;
  return undefined;
}

export const compareBytes = (left: Uint8Array, right: Uint8Array): number => Buffer.compare(left, right);

/** A set's member as a text, for look-ups. */
export const toKey = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** JavaScript orders by UTF-16 units, which differs from UTF-8 only where surrogates meet U+E000 and above. */
export function compareStrings(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a !== b) return toUtf8Order(a) - toUtf8Order(b);
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above all others. */
const toUtf8Order = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);

function isSameSet(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  const members = new Set(right);
  return left.every((member) => members.has(member));
}

const isSameList = (left: readonly Value[], right: readonly Value[]): boolean =>
  left.length === right.length && left.every((element, index) => isEqual(element, right[index]!));

function isSameMap(left: Item, right: Item): boolean {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => {
    const other = attribute(right, name);
    return other !== undefined && isEqual(left[name]!, other);
  });
}
