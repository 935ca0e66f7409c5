import { Lru } from '../../../lib/lru.ts';
import { problemOfCondition, problemOfProjection, problemOfUpdate } from './check-syntax.ts';
import { EMPTY_EXPRESSION, expressionTooLong, invalidExpression, type ExpressionParameter } from './errors.ts';
import { MAX_EXPRESSION_SIZE_BYTES } from './limits.ts';
import { readCondition } from './read-condition.ts';
import { readList, readPath } from './read-operand.ts';
import { readUpdate } from './read-update.ts';
import type { ConditionSyntax, ProjectionSyntax, UpdateSyntax } from './syntax.ts';
import { TokenReader } from './token-reader.ts';

type ConditionParameter = Exclude<ExpressionParameter, 'UpdateExpression' | 'ProjectionExpression'>;

// An application repeats a few expressions with ever new values: what is read once depends on nothing but the text.
const CACHED_EXPRESSIONS = 1000;
const conditions = new Lru<string, ConditionSyntax>(CACHED_EXPRESSIONS);
const updates = new Lru<string, UpdateSyntax>(CACHED_EXPRESSIONS);
const projections = new Lru<string, ProjectionSyntax>(CACHED_EXPRESSIONS);

export const parseCondition = (parameter: ConditionParameter, expression: string): ConditionSyntax =>
  conditions.getOrMake(expression, () => parse(parameter, expression, readCondition, problemOfCondition));

export const parseUpdate = (expression: string): UpdateSyntax =>
  updates.getOrMake(expression, () => parse('UpdateExpression', expression, readUpdate, problemOfUpdate));

export const parseProjection = (expression: string): ProjectionSyntax =>
  projections.getOrMake(expression, () =>
    parse('ProjectionExpression', expression, readProjection, problemOfProjection),
  );

const readProjection = (tokens: TokenReader): ProjectionSyntax => ({ paths: readList(tokens, readPath) });

function parse<T>(
  parameter: ExpressionParameter,
  expression: string,
  read: (tokens: TokenReader) => T,
  problemOf: (syntax: T) => string | undefined,
): T {
  if (expression === '') throw invalidExpression(parameter, EMPTY_EXPRESSION);
  const sizeBytes = Buffer.byteLength(expression);
  if (sizeBytes > MAX_EXPRESSION_SIZE_BYTES)
    throw invalidExpression(parameter, expressionTooLong(parameter, sizeBytes));
  const tokens = new TokenReader(parameter, expression);
  const syntax = read(tokens);
  tokens.end();
  const problem = problemOf(syntax);
  if (problem) throw invalidExpression(parameter, problem);
  return syntax;
}
