import type { Value } from '../values/value.ts';
import type { Condition, Operand } from './condition.ts';
import {
  invalidKeyOperator,
  keyMustBeFirst,
  nestedKeyAttribute,
  nestedKeyOperation,
  noKeyAttribute,
  severalConditionsPerKey,
  severalKeyAttributes,
} from './key-condition-errors.ts';
import type { Path } from './path.ts';
import type { Comparator } from './token.ts';

/** A condition on one key attribute; `values` are two for BETWEEN, else one. Legacy KeyConditions become the same. */
export interface AttributeCondition {
  readonly name: string;
  readonly operator: KeyOperator;
  readonly values: readonly Value[];
}
export type KeyOperator = Exclude<Comparator, '<>'> | 'BETWEEN' | 'BEGINS_WITH';

/** Takes a KeyConditionExpression apart, and throws DynamoDB's errors where it has another shape. */
export function toAttributeConditions(condition: Condition): readonly AttributeCondition[] {
  const conditions = conjunctionOf(condition).map(toAttributeCondition);
  const names = new Set(conditions.map(({ name }) => name));
  if (names.size < conditions.length) throw severalConditionsPerKey();
  return conditions;
}

const conjunctionOf = (condition: Condition): readonly Condition[] =>
  condition.kind === 'and' ? [...conjunctionOf(condition.left), ...conjunctionOf(condition.right)] : [condition];

function toAttributeCondition(condition: Condition): AttributeCondition {
  switch (condition.kind) {
    case 'compare':
      return fromComparison(condition.operator, condition.left, condition.right);
    case 'between':
      return fromRange(condition.operand, [condition.lower, condition.upper]);
    case 'begins_with':
      if (condition.operand.kind !== 'path') throw keyMustBeFirst('begins_with');
      return toCondition('BEGINS_WITH', [condition.operand, condition.part]);
    case 'or':
    case 'not':
    case 'in':
      throw invalidKeyOperator(condition.kind.toUpperCase());
    default:
      throw invalidKeyOperator(condition.kind);
  }
}

/** `:value < key` is `key > :value`. */
const REVERSED = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

function fromComparison(operator: Comparator, left: Operand, right: Operand): AttributeCondition {
  if (operator === '<>') throw invalidKeyOperator(operator);
  return toCondition(left.kind === 'path' ? operator : REVERSED[operator], [left, right]);
}

function fromRange(operand: Operand, bounds: readonly Operand[]): AttributeCondition {
  if (operand.kind === 'value') throw keyMustBeFirst('BETWEEN');
  return toCondition('BETWEEN', [operand, ...bounds]);
}

function toCondition(operator: KeyOperator, operands: readonly Operand[]): AttributeCondition {
  const values: Value[] = [];
  let key: Path | undefined;
  for (const operand of operands) {
    if (operand.kind === 'size') throw nestedKeyOperation();
    if (operand.kind === 'value') values.push(operand.value);
    else if (key) throw severalKeyAttributes();
    else key = requireName(operand.path);
  }
  if (!key) throw noKeyAttribute();
  return { name: key[0] as string, operator, values };
}

function requireName(path: Path): Path {
  if (path.length > 1) throw nestedKeyAttribute();
  return path;
}
