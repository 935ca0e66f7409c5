import { findOperator, type Operator } from './operators.ts';
import type { Condition, Policy } from './policy.ts';
import { toPattern, type ConditionContext, type Pattern } from './wildcard.ts';

/** Whether the request meets a condition. An operator that does not exist is met by nothing. */
export function meets(condition: Condition, version: Policy['version'], context: ConditionContext): boolean {
  const actual = actualValues(condition.key, context);
  if (condition.operator === 'Null') return meetsNull(condition, actual);
  const operator = findOperator(condition.operator);
  if (!operator) return false;
  if (actual.length === 0) return condition.ifExists || meetsMissing(condition, operator);
  const expected = condition.values
    .map((value) => toPattern(value, version, context, operator.wildcards))
    .filter((value) => value !== undefined);
  return meetsValues(condition, operator, actual, expected);
}

export function actualValues(key: string, context: ConditionContext): readonly string[] {
  const name = key.toLowerCase();
  const value = Object.hasOwn(context, name) ? context[name] : undefined;
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** `"Null": { "aws:TokenIssueTime": "true" }`: the key must be absent. */
function meetsNull(condition: Condition, actual: readonly string[]): boolean {
  const isMissing = actual.length === 0;
  return condition.values.some((value) => value.toLowerCase() === String(isMissing));
}

/** A key that the request does not have: "not equal" is true of it, and so is anything said of all its values. */
const meetsMissing = ({ quantifier }: Condition, { negated }: Operator) =>
  quantifier === 'ForAllValues' || (negated && quantifier === undefined);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html */
function meetsValues(
  { quantifier }: Condition,
  { test, negated }: Operator,
  actual: readonly string[],
  expected: readonly Pattern[],
): boolean {
  const meetsOne = (value: string) => expected.some((one) => test(value, one)) !== negated;
  return quantifier === 'ForAnyValue' || (quantifier === undefined && !negated)
    ? actual.some(meetsOne)
    : actual.every(meetsOne);
}
