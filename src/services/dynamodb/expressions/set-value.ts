import type { AwsError } from '../../../kernel/aws-error.ts';
import { toKey } from '../values/compare.ts';
import { addNumbers, subtractNumbers } from '../values/number.ts';
import type { Item, Value } from '../values/value.ts';
import { incorrectOperandType } from './errors.ts';
import { valueAt } from './path.ts';
import type { SetValue } from './update.ts';

/** The value a SET writes, from the item as it was; undefined where it reads an attribute that is not there. */
export function valueToSet(value: SetValue, item: Item): Value | undefined {
  switch (value.kind) {
    case 'value':
      return value.value;
    case 'path':
      return valueAt(item, value.path);
    case 'if_not_exists':
      return valueAt(item, value.path) ?? valueToSet(value.otherwise, item);
    case 'list_append':
      return appendLists(valueToSet(value.left, item), valueToSet(value.right, item));
    default:
      return calculate(value.kind, valueToSet(value.left, item), valueToSet(value.right, item));
  }
}

function appendLists(left: Value | undefined, right: Value | undefined): Value | undefined {
  if ((left && !('L' in left)) || (right && !('L' in right))) throw incorrectOperandType();
  return left && right ? { L: [...left.L, ...right.L] } : undefined;
}

function calculate(operator: '+' | '-', left: Value | undefined, right: Value | undefined): Value | undefined {
  if ((left && !('N' in left)) || (right && !('N' in right))) throw incorrectOperandType();
  if (!left || !right) return undefined;
  return { N: operator === '+' ? addNumbers(left.N, right.N) : subtractNumbers(left.N, right.N) };
}

/** ADD: a number to a number, members to a set, and in AttributeUpdates elements to a list; onto nothing, the value. */
export function addTo(current: Value | undefined, value: Value, mismatch: () => AwsError): Value {
  if (!current) return value;
  if ('N' in current && 'N' in value) return { N: addNumbers(current.N, value.N) };
  if ('SS' in current && 'SS' in value) return { SS: union(current.SS, value.SS) };
  if ('NS' in current && 'NS' in value) return { NS: union(current.NS, value.NS) };
  if ('BS' in current && 'BS' in value) return { BS: [...current.BS, ...without(value.BS, current.BS)] };
  if ('L' in current && 'L' in value) return { L: [...current.L, ...value.L] };
  throw mismatch();
}

/** DELETE: a set without some members; undefined when none are left, for DynamoDB has no empty sets. */
export function deleteFrom(current: Value | undefined, value: Value, mismatch: () => AwsError): Value | undefined {
  if (!current) return undefined;
  if ('SS' in current && 'SS' in value) return unlessEmpty(difference(current.SS, value.SS), (SS) => ({ SS }));
  if ('NS' in current && 'NS' in value) return unlessEmpty(difference(current.NS, value.NS), (NS) => ({ NS }));
  if ('BS' in current && 'BS' in value) return unlessEmpty(without(current.BS, value.BS), (BS) => ({ BS }));
  throw mismatch();
}

const union = (left: readonly string[], right: readonly string[]): readonly string[] => [
  ...new Set([...left, ...right]),
];

function difference(left: readonly string[], right: readonly string[]): readonly string[] {
  const excluded = new Set(right);
  return left.filter((member) => !excluded.has(member));
}

function without(left: readonly Uint8Array[], right: readonly Uint8Array[]): readonly Uint8Array[] {
  const excluded = new Set(right.map(toKey));
  return left.filter((member) => !excluded.has(toKey(member)));
}

const unlessEmpty = <T>(members: readonly T[], toSet: (members: readonly T[]) => Value): Value | undefined =>
  members.length > 0 ? toSet(members) : undefined;
