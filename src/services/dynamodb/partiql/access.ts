import { AwsError } from '../../../kernel/aws-error.ts';
import type { AuthorizationQuestion } from '../../../kernel/operation.ts';
import { parseStatement } from './parse.ts';
import type { Target } from './statement.ts';
import type { Node, WriteNode } from './syntax.ts';
import { toTarget } from './target.ts';

type ToArn = (table: string) => string;

/**
 * What IAM is asked for a statement. One that is not well formed, or names no table, asks nothing: it goes no further.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html
 */
export function accessOf(statement: string | undefined, toArn: ToArn): readonly AuthorizationQuestion[] {
  try {
    return toQuestions(parseStatement(statement ?? ''), toArn);
  } catch (error) {
    if (error instanceof AwsError) return [];
    throw error;
  }
}

function toQuestions(node: Node, toArn: ToArn): readonly AuthorizationQuestion[] {
  if (node.kind === 'call') return node.operands.flatMap((operand) => toQuestions(operand, toArn));
  if (node.kind === 'select') return [toQuestion('PartiQLSelect', toTarget(node.source), toArn)];
  const target = node.kind === 'write' ? targetOf(node) : undefined;
  if (node.kind !== 'write' || !target) return [];
  return [toQuestion(ACTIONS[node.operations[0]!.kind], target, toArn)];
}

const ACTIONS = {
  insert: 'PartiQLInsert',
  'insert-several': 'PartiQLInsert',
  set: 'PartiQLUpdate',
  remove: 'PartiQLUpdate',
  delete: 'PartiQLDelete',
} as const;

/** An INSERT names its table itself. */
function targetOf({ source, operations: [operation] }: WriteNode): Target | undefined {
  if (source) return toTarget(source);
  if (operation?.kind !== 'insert' && operation?.kind !== 'insert-several') return undefined;
  return toTarget({ node: operation.target, isAliased: false, isJoined: false });
}

function toQuestion(action: string, { table, index }: Target, toArn: ToArn): AuthorizationQuestion {
  const arn = toArn(table);
  return { action: `dynamodb:${action}`, resources: [index === undefined ? arn : `${arn}/index/${index}`] };
}
