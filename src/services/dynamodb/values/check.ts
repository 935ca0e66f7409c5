import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  attributeNameTooLong,
  duplicateBinaries,
  duplicateNumbers,
  duplicateStrings,
  emptyAttributeName,
  emptyBinarySet,
  emptyNumberSet,
  emptyStringSet,
  nestingTooDeep,
  noDatatype,
  nullMustBeTrue,
  severalDatatypes,
} from './errors.ts';
import { MAX_NAME_SIZE_BYTES, MAX_NESTING_LEVELS } from './limits.ts';
import { toNumberText } from './number.ts';
import { setAttribute, type Item, type Value } from './value.ts';

/** Checks an item, a key or a start key as it came, and writes its numbers as DynamoDB does. */
export function toItem(input: Readonly<Record<string, AttributeValue>>): Item {
  for (const name of Object.keys(input)) checkName(name);
  return toMap(input, 1);
}

/** Checks one attribute value as it came; `level` is 1 for an attribute of an item. */
export function toValue(input: AttributeValue, level = 1): Value {
  if (level > MAX_NESTING_LEVELS) throw nestingTooDeep();
  let value: Value | undefined;
  let count = 0;
  let members = 0;
  for (const type in input) {
    members++;
    const content: unknown = input[type as keyof AttributeValue];
    if (content === undefined || content === null) continue;
    // Most are texts, and are what they will be: nobody writes into an input.
    value = type === 'S' ? (input as Value) : (toTyped(type, content, level) ?? value);
    count++;
  }
  if (!value) throw noDatatype();
  if (count > 1) throw severalDatatypes();
  return members === 1 || !('S' in value) ? value : { S: value.S };
}

function checkName(name: string): void {
  if (name === '') throw emptyAttributeName();
  // A character has three bytes at most for each of its units.
  if (name.length * 3 > MAX_NAME_SIZE_BYTES && Buffer.byteLength(name) > MAX_NAME_SIZE_BYTES) {
    throw attributeNameTooLong();
  }
}

/** The protocol has checked the JSON types, so each content is of its member's type. */
function toTyped(type: string, content: unknown, level: number): Value | undefined {
  switch (type) {
    case 'N':
      return { N: toNumberText(content as string) };
    case 'B':
      return { B: content as Uint8Array };
    case 'BOOL':
      return { BOOL: content as boolean };
    case 'NULL':
      if (content !== true) throw nullMustBeTrue();
      return { NULL: true };
    case 'SS':
      return { SS: toStringSet(content as string[]) };
    case 'NS':
      return { NS: toNumberSet(content as string[]) };
    case 'BS':
      return { BS: toBinarySet(content as Uint8Array[]) };
    case 'L':
      return { L: (content as AttributeValue[]).map((element) => toValue(element, level + 1)) };
    case 'M':
      return { M: toMap(content as Record<string, AttributeValue>, level + 1) };
    default:
      return undefined;
  }
}

function toMap(input: Readonly<Record<string, AttributeValue>>, level: number): Item {
  const names = Object.keys(input);
  const values = names.map((name) => toValue(input[name]!, level));
  if (values.every((value, at) => value === input[names[at]!])) return input as Item;
  const item: Record<string, Value> = {};
  for (const [at, name] of names.entries()) setAttribute(item, name, values[at]!);
  return item;
}

function toStringSet(members: readonly string[]): readonly string[] {
  if (members.length === 0) throw emptyStringSet();
  if (new Set(members).size < members.length) throw duplicateStrings(members);
  return members;
}

function toNumberSet(members: readonly string[]): readonly string[] {
  if (members.length === 0) throw emptyNumberSet();
  const numbers = members.map(toNumberText);
  if (new Set(numbers).size < numbers.length) throw duplicateNumbers();
  return numbers;
}

function toBinarySet(members: readonly Uint8Array[]): readonly Uint8Array[] {
  if (members.length === 0) throw emptyBinarySet();
  const keys = new Set(members.map((member) => Buffer.from(member).toString('latin1')));
  if (keys.size < members.length) throw duplicateBinaries(members);
  return members;
}
