import { bindCondition } from './bind-condition.ts';
import { bindUpdate } from './bind-update.ts';
import { PlaceholderBinder } from './binder.ts';
import type { Condition } from './condition.ts';
import type { ExpressionParameter } from './errors.ts';
import { toAttributeConditions, type AttributeCondition } from './key-condition.ts';
import { parseCondition, parseProjection, parseUpdate } from './parse.ts';
import { clashOf } from './path-clash.ts';
import { Placeholders, type AttributeNames, type AttributeValues } from './placeholders.ts';
import { toProjection, type Projection } from './project.ts';
import type { Update } from './update.ts';

/** The parameters of a request, or of one action of a transaction, that have to do with expressions. */
export type ExpressionInput = { readonly [P in ExpressionParameter]?: string | undefined } & {
  readonly ExpressionAttributeNames?: AttributeNames | undefined;
  readonly ExpressionAttributeValues?: AttributeValues | undefined;
};

export interface Expressions {
  readonly condition: Condition | undefined;
  readonly filter: Condition | undefined;
  readonly keyConditions: readonly AttributeCondition[] | undefined;
  readonly projection: Projection | undefined;
  readonly update: Update | undefined;
}

const PARAMETERS = [
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'UpdateExpression',
  'ConditionExpression',
  'FilterExpression',
  'ProjectionExpression',
  'KeyConditionExpression',
] as const;

const NO_EXPRESSIONS: Expressions = {
  condition: undefined,
  filter: undefined,
  keyConditions: undefined,
  projection: undefined,
  update: undefined,
};

/** Reads and checks a request's expressions, as far as they can be without the table. Throws DynamoDB's errors. */
export function compileExpressions(input: ExpressionInput): Expressions {
  if (!PARAMETERS.some((parameter) => input[parameter] !== undefined)) return NO_EXPRESSIONS;
  const placeholders = new Placeholders(input.ExpressionAttributeNames, input.ExpressionAttributeValues);
  const update = compileUpdate(input.UpdateExpression, placeholders);
  const condition = compileCondition('ConditionExpression', input.ConditionExpression, placeholders);
  const filter = compileCondition('FilterExpression', input.FilterExpression, placeholders);
  const projection = compileProjection(input.ProjectionExpression, placeholders);
  const key = compileCondition('KeyConditionExpression', input.KeyConditionExpression, placeholders);
  placeholders.requireAllUsed();
  return { condition, filter, keyConditions: key && toAttributeConditions(key), projection, update };
}

function compileCondition(
  parameter: 'ConditionExpression' | 'FilterExpression' | 'KeyConditionExpression',
  expression: string | undefined,
  placeholders: Placeholders,
): Condition | undefined {
  if (expression === undefined) return undefined;
  return bindCondition(new PlaceholderBinder(parameter, placeholders), parseCondition(parameter, expression));
}

function compileUpdate(expression: string | undefined, placeholders: Placeholders): Update | undefined {
  if (expression === undefined) return undefined;
  return bindUpdate(new PlaceholderBinder('UpdateExpression', placeholders), parseUpdate(expression));
}

function compileProjection(expression: string | undefined, placeholders: Placeholders): Projection | undefined {
  if (expression === undefined) return undefined;
  const binder = new PlaceholderBinder('ProjectionExpression', placeholders);
  const paths = parseProjection(expression).paths.map((path) => binder.path(path));
  const clash = clashOf(paths);
  if (clash) throw binder.invalid(clash);
  return toProjection(paths);
}
