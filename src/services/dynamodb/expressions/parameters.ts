import type { ExpressionInput } from './compile.ts';
import { mixedParameters, placeholdersWithoutExpression, type ExpressionParameter } from './errors.ts';

/**
 * Whether a request mixes expressions with the parameters they replace, or has placeholders for no expression. To be
 * called before the parameters are looked at one by one; both lists in AWS's order, e.g. for UpdateItem
 * `['UpdateExpression', 'ConditionExpression']` and `['AttributeUpdates', 'Expected']`. Writes of one item do not tell which
 * expressions are missing.
 */
export function checkParameters<I extends ExpressionInput>(
  input: I,
  expressions: readonly ExpressionParameter[],
  others: readonly (keyof I & string)[],
  { isMissingTold = true } = {},
): void {
  const given = expressions.filter((parameter) => input[parameter] !== undefined);
  if (given.length === 0 && !input.ExpressionAttributeNames && !input.ExpressionAttributeValues) return;
  const mixed = given.length > 0 ? others.filter((parameter) => clashes(input, parameter)) : [];
  if (mixed.length > 0) throw mixedParameters(mixed, given);
  if (input.ExpressionAttributeNames && given.length === 0) {
    throw placeholdersWithoutExpression('ExpressionAttributeNames');
  }
  const withValues = expressions.filter((parameter) => parameter !== 'ProjectionExpression');
  if (input.ExpressionAttributeValues && !withValues.some((parameter) => given.includes(parameter))) {
    throw placeholdersWithoutExpression('ExpressionAttributeValues', isMissingTold ? withValues : undefined);
  }
}

/** KeyConditions may stand beside a FilterExpression: only KeyConditionExpression replaces them. */
function clashes<I extends ExpressionInput>(input: I, parameter: keyof I & string): boolean {
  if (input[parameter] === undefined) return false;
  return parameter !== 'KeyConditions' || input.KeyConditionExpression !== undefined;
}
