import { AwsError } from '../../../kernel/aws-error.ts';
import type { AuthorizationQuestion } from '../../../kernel/operation.ts';
import type { AttributeValue } from '../api.ts';
import type { ItemAction } from '../condition-keys/condition-keys.ts';
import { accessOfStatement } from '../condition-keys/of-statement.ts';
import { toQuestion } from '../condition-keys/question.ts';
import type { TableAddress } from '../table-name.ts';
import { toValue } from '../values/check.ts';
import { compileStatement } from './compile.ts';
import { parseStatement } from './parse.ts';
import type { Target } from './statement.ts';
import type { Node, WriteNode } from './syntax.ts';
import { toTarget } from './target.ts';

type ToAddress = (table: string) => TableAddress;

interface Request {
  readonly statement: string | undefined;
  readonly parameters?: readonly AttributeValue[] | undefined;
  /** The transaction around it. */
  readonly enclosing?: string | undefined;
}

/**
 * What IAM is asked for a statement. One that is not well formed, or names no table, asks nothing: it goes no further.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html
 */
export function accessOf(request: Request, toAddress: ToAddress): readonly AuthorizationQuestion[] {
  return orNothing(() => toQuestions(request, parseStatement(request.statement ?? ''), toAddress));
}

function toQuestions(request: Request, node: Node, toAddress: ToAddress): readonly AuthorizationQuestion[] {
  if (node.kind === 'call') return node.operands.flatMap((operand) => toQuestions(request, operand, toAddress));
  if (node.kind === 'select') return [toQuestionOn('PartiQLSelect', toTarget(node.source), request, toAddress)];
  const target = node.kind === 'write' ? targetOf(node) : undefined;
  if (node.kind !== 'write' || !target) return [];
  return [toQuestionOn(ACTIONS[node.operations[0]!.kind], target, request, toAddress)];
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

const toQuestionOn = (
  action: ItemAction,
  { table, index }: Target,
  { statement, parameters = [], enclosing }: Request,
  toAddress: ToAddress,
): AuthorizationQuestion =>
  toQuestion({
    action,
    address: toAddress(table),
    index,
    enclosing,
    accesses: () =>
      orNothing(() => [
        accessOfStatement(
          compileStatement(
            statement ?? '',
            parameters.map((value) => toValue(value)),
          ),
        ),
      ]),
  });

function orNothing<T>(read: () => readonly T[]): readonly T[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof AwsError) return [];
    throw error;
  }
}
