import { compareBytes, compareValues, isEqual } from '../values/compare.ts';
import { typeOf, type Item, type Value } from '../values/value.ts';
import type { Condition, Operand } from './condition.ts';
import { valueAt } from './path.ts';
import type { Comparator } from './token.ts';

const NOTHING: Item = {};

/** Whether `item` meets the condition; no item is one without attributes. What is missing compares as unequal. */
export function evaluateCondition(condition: Condition, item: Item = NOTHING): boolean {
  switch (condition.kind) {
    case 'and':
      return evaluateCondition(condition.left, item) && evaluateCondition(condition.right, item);
    case 'or':
      return evaluateCondition(condition.left, item) || evaluateCondition(condition.right, item);
    case 'not':
      return !evaluateCondition(condition.condition, item);
    case 'attribute_exists':
      return valueAt(item, condition.path) !== undefined;
    case 'attribute_not_exists':
      return valueAt(item, condition.path) === undefined;
    case 'attribute_type': {
      const value = valueAt(item, condition.path);
      return value !== undefined && typeOf(value) === condition.type;
    }
    default:
      return evaluateOperands(condition, item);
  }
}

type OfOperands = Extract<Condition, { kind: 'compare' | 'between' | 'in' | 'begins_with' | 'contains' }>;

function evaluateOperands(condition: OfOperands, item: Item): boolean {
  if (condition.kind === 'compare') {
    return compares(condition.operator, valueOf(condition.left, item), valueOf(condition.right, item));
  }
  const value = valueOf(condition.operand, item);
  if (!value) return false;
  switch (condition.kind) {
    case 'between':
      return (
        compares('>=', value, valueOf(condition.lower, item)) && compares('<=', value, valueOf(condition.upper, item))
      );
    case 'in':
      return condition.choices.some((choice) => compares('=', value, valueOf(choice, item)));
    case 'begins_with':
      return beginsWith(value, valueOf(condition.part, item));
    default:
      return contains(value, valueOf(condition.part, item));
  }
}

function valueOf(operand: Operand, item: Item): Value | undefined {
  if (operand.kind === 'path') return valueAt(item, operand.path);
  if (operand.kind === 'value') return operand.value;
  const value = valueOf(operand.operand, item);
  const size = value && sizeOf(value);
  return size === undefined ? undefined : { N: String(size) };
}

/** Characters of a string, bytes of a binary, elements of the others; numbers, booleans and null have no size. */
function sizeOf(value: Value): number | undefined {
  if ('S' in value) return value.S.length;
  if ('B' in value) return value.B.byteLength;
  if ('SS' in value) return value.SS.length;
  if ('NS' in value) return value.NS.length;
  if ('BS' in value) return value.BS.length;
  if ('L' in value) return value.L.length;
  return 'M' in value ? Object.keys(value.M).length : undefined;
}

function compares(operator: Comparator, left: Value | undefined, right: Value | undefined): boolean {
  if (!left || !right) return operator === '<>';
  if (operator === '=') return isEqual(left, right);
  if (operator === '<>') return !isEqual(left, right);
  const order = compareValues(left, right);
  if (order === undefined) return false;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

function beginsWith(value: Value, prefix: Value | undefined): boolean {
  if (!prefix) return false;
  if ('S' in value) return 'S' in prefix && value.S.startsWith(prefix.S);
  if (!('B' in value) || !('B' in prefix)) return false;
  return compareBytes(value.B.subarray(0, prefix.B.byteLength), prefix.B) === 0;
}

/** A part of a string or binary, a member of a set, an element of a list. */
function contains(value: Value, part: Value | undefined): boolean {
  if (!part) return false;
  if ('S' in value) return 'S' in part && value.S.includes(part.S);
  if ('B' in value) return 'B' in part && toBuffer(value.B).includes(toBuffer(part.B));
  if ('SS' in value) return 'S' in part && value.SS.includes(part.S);
  if ('NS' in value) return 'N' in part && value.NS.includes(part.N);
  if ('BS' in value) return 'B' in part && value.BS.some((member) => compareBytes(member, part.B) === 0);
  return 'L' in value && value.L.some((element) => isEqual(element, part));
}

/** A view, not a copy. */
const toBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
