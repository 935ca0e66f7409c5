import type { AttributeValue, ComparisonOperator } from '@aws-sdk/client-dynamodb';
import { toValue } from '../values/check.ts';
import { compareValues } from '../values/compare.ts';
import { typeOf, type Value, type ValueType } from '../values/value.ts';
import type { Condition, Operand } from './condition.ts';
import { mixedArgumentTypes, reversedBounds, unsupportedArgumentType, wrongArgumentCount } from './legacy-errors.ts';
import type { Comparator } from './token.ts';

const ORDERED: ReadonlySet<ValueType> = new Set<ValueType>(['S', 'N', 'B']);
const BEGINNING: ReadonlySet<ValueType> = new Set<ValueType>(['S', 'B']);

/** How many arguments an operator takes, and of which types; EQ and NE compare values of every type. */
const ARGUMENTS: Record<ComparisonOperator, { least: number; most: number; types?: ReadonlySet<ValueType> }> = {
  EQ: { least: 1, most: 1 },
  NE: { least: 1, most: 1 },
  LE: { least: 1, most: 1, types: ORDERED },
  LT: { least: 1, most: 1, types: ORDERED },
  GE: { least: 1, most: 1, types: ORDERED },
  GT: { least: 1, most: 1, types: ORDERED },
  CONTAINS: { least: 1, most: 1, types: ORDERED },
  NOT_CONTAINS: { least: 1, most: 1, types: ORDERED },
  BEGINS_WITH: { least: 1, most: 1, types: BEGINNING },
  IN: { least: 1, most: Infinity, types: ORDERED },
  BETWEEN: { least: 2, most: 2, types: ORDERED },
  NULL: { least: 0, most: 0 },
  NOT_NULL: { least: 0, most: 0 },
};

/** The arguments of a legacy condition, checked. Throws DynamoDB's errors. */
export function toArguments(operator: ComparisonOperator, list: readonly AttributeValue[] = []): readonly Value[] {
  const values = list.map((value) => toValue(value));
  const { least, most, types } = ARGUMENTS[operator];
  if (values.length < least || values.length > most) throw wrongArgumentCount(operator);
  const found = values.map(typeOf);
  if (new Set(found).size > 1) throw mixedArgumentTypes();
  const unsupported = types && found.find((type) => !types.has(type));
  if (unsupported) throw unsupportedArgumentType(operator, unsupported);
  if (operator === 'BETWEEN' && compareValues(values[0]!, values[1]!)! > 0) throw reversedBounds();
  return values;
}

const COMPARATORS: Partial<Record<ComparisonOperator, Comparator>> = {
  EQ: '=',
  NE: '<>',
  LE: '<=',
  LT: '<',
  GE: '>=',
  GT: '>',
};

/** The same condition as an expression would say it, on the attribute `name`. */
export function toComparison(name: string, operator: ComparisonOperator, values: readonly Value[]): Condition {
  const path = [name];
  const operand: Operand = { kind: 'path', path };
  const operands = values.map((value): Operand => ({ kind: 'value', value }));
  switch (operator) {
    case 'NULL':
      return { kind: 'attribute_not_exists', path };
    case 'NOT_NULL':
      return { kind: 'attribute_exists', path };
    case 'CONTAINS':
      return { kind: 'contains', operand, part: operands[0]! };
    case 'NOT_CONTAINS':
      return notContains(operand, operands[0]!, path);
    case 'BEGINS_WITH':
      return { kind: 'begins_with', operand, part: operands[0]! };
    case 'BETWEEN':
      return { kind: 'between', operand, lower: operands[0]!, upper: operands[1]! };
    case 'IN':
      return { kind: 'in', operand, choices: operands };
    default:
      return { kind: 'compare', operator: COMPARATORS[operator]!, left: operand, right: operands[0]! };
  }
}

/** A missing attribute neither CONTAINS nor NOT_CONTAINS anything. */
const notContains = (operand: Operand, part: Operand, path: readonly string[]): Condition => ({
  kind: 'and',
  left: { kind: 'attribute_exists', path },
  right: { kind: 'not', condition: { kind: 'contains', operand, part } },
});
