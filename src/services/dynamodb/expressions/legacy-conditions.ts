import type {
  Condition as LegacyCondition,
  ConditionalOperator,
  ExpectedAttributeValue,
} from '@aws-sdk/client-dynamodb';
import { toValue } from '../values/check.ts';
import type { Condition } from './condition.ts';
import { notIndexable, wrongConditionCount } from './key-condition-errors.ts';
import type { AttributeCondition, KeyOperator } from './key-condition.ts';
import { toArguments, toComparison } from './legacy-comparison.ts';
import {
  conditionalOperatorAlone,
  conditionalOperatorForOne,
  existsAndOperator,
  existsWithoutValue,
  listWithoutOperator,
  operatorWithoutValue,
  valueAndList,
  valueButNotExists,
} from './legacy-errors.ts';

type ByAttribute<T> = Readonly<Record<string, T>>;

/** Expected: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.Expected.html */
export function compileExpected(
  expected?: ByAttribute<ExpectedAttributeValue>,
  conditionalOperator?: ConditionalOperator,
): Condition | undefined {
  if (!expected && !conditionalOperator) return undefined;
  const entries = Object.entries(expected ?? {});
  checkConditionalOperator(conditionalOperator, entries.length);
  return combine(entries.map(toExpectation), conditionalOperator);
}

/** QueryFilter and ScanFilter: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.QueryFilter.html */
export function compileFilter(
  filter: ByAttribute<LegacyCondition> = {},
  conditionalOperator?: ConditionalOperator,
): Condition | undefined {
  const entries = Object.entries(filter);
  checkConditionalOperator(conditionalOperator, entries.length);
  const conditions = entries.map(([name, { ComparisonOperator: operator, AttributeValueList: list }]) =>
    toComparison(name, operator!, toArguments(operator!, list)),
  );
  return combine(conditions, conditionalOperator);
}

const KEY_OPERATORS: Readonly<Record<string, KeyOperator>> = {
  EQ: '=',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  BETWEEN: 'BETWEEN',
  BEGINS_WITH: 'BEGINS_WITH',
};

/** KeyConditions: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.KeyConditions.html */
export function compileKeyConditions(conditions: ByAttribute<LegacyCondition>): readonly AttributeCondition[] {
  const checked = Object.entries(conditions).map(
    ([name, { ComparisonOperator: operator, AttributeValueList: list }]) => ({
      name,
      operator: KEY_OPERATORS[operator!],
      values: toArguments(operator!, list),
    }),
  );
  if (checked.length !== 1 && checked.length !== 2) throw wrongConditionCount();
  return checked.map(({ name, operator, values }) => {
    if (!operator) throw notIndexable();
    return { name, operator, values };
  });
}

function toExpectation([name, expected]: readonly [string, ExpectedAttributeValue]): Condition {
  const { ComparisonOperator: operator, AttributeValueList: list, Value: value, Exists: exists } = expected;
  if (list && value) throw valueAndList(name);
  if (!operator) return toExistence(name, expected);
  if (exists !== undefined) throw existsAndOperator(name);
  if (operator !== 'NULL' && operator !== 'NOT_NULL' && !list && !value) throw operatorWithoutValue(operator, name);
  return toComparison(name, operator, toArguments(operator, list ?? (value && [value])));
}

/** Without an operator: the attribute has the value, or is not there. */
function toExistence(
  name: string,
  { AttributeValueList: list, Value: value, Exists: exists }: ExpectedAttributeValue,
): Condition {
  if (list) throw listWithoutOperator(name);
  if (exists === false) {
    if (value) throw valueButNotExists(name);
    return toComparison(name, 'NULL', []);
  }
  if (!value) throw existsWithoutValue(exists, name);
  return toComparison(name, 'EQ', [toValue(value)]);
}

function checkConditionalOperator(conditionalOperator: ConditionalOperator | undefined, conditions: number): void {
  if (!conditionalOperator) return;
  if (conditions === 0) throw conditionalOperatorAlone();
  if (conditions === 1) throw conditionalOperatorForOne();
}

/** In halves: thousands of conditions in a row would be too deep to evaluate. */
function combine(conditions: readonly Condition[], operator: ConditionalOperator = 'AND'): Condition | undefined {
  if (conditions.length < 2) return conditions[0];
  const middle = conditions.length >> 1;
  const left = combine(conditions.slice(0, middle), operator)!;
  return { kind: operator === 'OR' ? 'or' : 'and', left, right: combine(conditions.slice(middle), operator)! };
}
