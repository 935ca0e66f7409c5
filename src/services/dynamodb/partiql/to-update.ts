import { bindUpdate } from '../expressions/bind-update.ts';
import { operandCountProblem } from '../expressions/check-syntax.ts';
import { UPDATE_FUNCTIONS } from '../expressions/functions.ts';
import { isSamePath } from '../expressions/path.ts';
import type { ActionSyntax, CallSyntax, OperandSyntax, PathSyntax, SetValueSyntax } from '../expressions/syntax.ts';
import type { Update } from '../expressions/update.ts';
import { typeOf } from '../values/value.ts';
import {
  missingComparedWithoutIs,
  setFunctionOperand,
  setFunctionOperandCount,
  setFunctionTarget,
  unrecognizedFunction,
  unsupportedUpdateOperator,
  type SetFunction,
} from './errors.ts';
import type { Scope } from './scope.ts';
import type { CallNode, Node, Operation } from './syntax.ts';
import { toPathSyntax } from './to-path.ts';
import { toLiteral } from './to-value.ts';

const KEYWORDS = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;

/**
 * The SET and REMOVE clauses of an UPDATE, as an update of the expression language.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.update.html
 */
export function toUpdateOf(scope: Scope, operations: readonly Operation[]): Update {
  const actions = operations.flatMap((operation) => toActions(scope, operation));
  const sections = KEYWORDS.map((keyword) => ({ keyword, actions: actions.filter(({ kind }) => kind === keyword) }));
  return bindUpdate(scope, { sections: sections.filter((section) => section.actions.length > 0) });
}

function toActions(scope: Scope, operation: Operation): readonly ActionSyntax[] {
  if (operation.kind === 'remove') return [{ kind: 'REMOVE', path: toPathSyntax(scope, operation.target) }];
  if (operation.kind !== 'set') return [];
  return operation.assignments.map(([target, value]) => toAssignment(scope, toPathSyntax(scope, target), value));
}

function toAssignment(scope: Scope, path: PathSyntax, value: Node): ActionSyntax {
  if (value.kind === 'call' && isSetFunction(value.name)) return toSetAction(scope, path, value);
  return { kind: 'SET', path, value: toSetValue(scope, value) };
}

const isSetFunction = (name: string) => name.toLowerCase() === 'set_add' || name.toLowerCase() === 'set_delete';

/** `SET a = set_add(a, <<1>>)` is the ADD of the expression language. */
function toSetAction(scope: Scope, path: PathSyntax, { name, operands, at }: CallNode): ActionSyntax {
  const called = name.toLowerCase() as SetFunction;
  const [first, second] = operands;
  if (!first || !second || operands.length !== 2) throw setFunctionOperandCount(called, scope.placeOf(at));
  if (!isPath(first) || !isSamePath(scope.path(path), scope.path(toPathSyntax(scope, first)))) {
    throw setFunctionTarget(called, scope.placeOf(at));
  }
  const isValue = second.kind === 'bag' || second.kind === 'parameter';
  const value = isValue ? toLiteral(scope, second) : undefined;
  // The place is the first argument's, not the second's.
  if (!value || !typeOf(value).endsWith('S') || 'S' in value) {
    throw setFunctionOperand(called, scope.placeOf(first.at));
  }
  return { kind: called === 'set_add' ? 'ADD' : 'DELETE', path, value: scope.toValueSyntax(value) };
}

const isPath = ({ kind }: Node) => kind === 'name' || kind === 'path';

function toSetValue(scope: Scope, node: Node): SetValueSyntax {
  if (node.kind !== 'binary') return toOperand(scope, node);
  const { operator, left, right } = node;
  if (operator !== '+' && operator !== '-') throw unsupportedUpdateOperator(operator.toUpperCase());
  return { kind: 'arithmetic', operator, left: toOperand(scope, left), right: toOperand(scope, right) };
}

function toOperand(scope: Scope, node: Node): OperandSyntax {
  switch (node.kind) {
    case 'name':
    case 'path':
      return toPathSyntax(scope, node);
    case 'call':
      return toCall(scope, node);
    case 'missing':
      throw missingComparedWithoutIs();
    case 'unary':
    case 'binary':
      throw unsupportedUpdateOperator(node.operator.toUpperCase());
    default:
      return scope.toValueSyntax(toLiteral(scope, node));
  }
}

function toCall(scope: Scope, node: CallNode): CallSyntax {
  const name = node.name.toLowerCase();
  if (!UPDATE_FUNCTIONS.has(name)) throw unrecognizedFunction(node.name, scope.placeOf(node.at));
  const call: CallSyntax = {
    kind: 'call',
    name,
    operands: node.operands.map((operand) => toOperand(scope, operand)),
  };
  const problem = operandCountProblem(call);
  if (problem) throw scope.invalid(problem);
  return call;
}
