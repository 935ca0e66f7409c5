import { toItem } from '../values/check.ts';
import { toOutputItem } from '../answer.ts';
import type { Value } from '../values/value.ts';
import {
  existsNeedsCondition,
  insertIntoIndex,
  itemMustBeStruct,
  oneOperation,
  returningInDelete,
  returningInInsert,
  returningWithoutStar,
  severalInserts,
  severalReturning,
  unsupportedOperation,
  writeOnIndex,
} from './errors.ts';
import { parseStatement } from './parse.ts';
import { Scope } from './scope.ts';
import type { Exists, Returning, Statement, Write } from './statement.ts';
import type { CallNode, Node, Operation, WriteNode } from './syntax.ts';
import { toTarget } from './target.ts';
import { toCondition } from './to-condition.ts';
import { toSelect } from './to-select.ts';
import { toUpdateOf } from './to-update.ts';
import { toLiteralItem } from './to-value.ts';

/** Reads a statement and puts its parameters in. Throws DynamoDB's errors. */
export function compileStatement(text: string, parameters: readonly Value[]): Statement {
  const node = parseStatement(text);
  const scope = new Scope(text, parameters);
  if (node.kind === 'select') return toSelect(scope, node);
  if (node.kind === 'write') return toWrite(scope, node);
  if (node.kind === 'call' && node.name.toLowerCase() === 'exists') return toExists(scope, node);
  throw unsupportedOperation(OPERATIONS[node.kind] ?? 'Literal');
}

/** What AWS calls expressions that are no statements. */
const OPERATIONS: Partial<Record<Node['kind'], string>> = {
  is: 'IsType',
  name: 'VariableReference',
  path: 'Path',
  parameter: 'Parameter',
  list: 'Seq',
  bag: 'Seq',
  struct: 'Struct',
  call: 'NAry',
  unary: 'NAry',
  binary: 'NAry',
  between: 'NAry',
};

function toExists(scope: Scope, { operands: [select, ...more] }: CallNode): Exists {
  if (select?.kind !== 'select' || more.length > 0) throw existsNeedsCondition();
  const { target, where } = toSelect(scope, select);
  return { kind: 'exists', target, where };
}

function toWrite(scope: Scope, node: WriteNode): Write {
  const [operation] = node.operations;
  if (operation?.kind === 'insert' || operation?.kind === 'insert-several') return toInsert(scope, node, operation);
  if (!node.source) throw unsupportedOperation('DataManipulation');
  const target = toTarget(node.source);
  if (target.index !== undefined) throw writeOnIndex();
  const returning = toReturning(node.returning);
  const where = node.where && toCondition(scope, node.where);
  if (operation?.kind === 'delete') {
    if (returning !== undefined && returning !== 'ALL OLD') throw returningInDelete(returning);
    return { kind: 'delete', target, where, returning };
  }
  if (node.operations.some(({ kind }) => kind !== 'set' && kind !== 'remove')) throw oneOperation();
  return { kind: 'update', target, where, update: toUpdateOf(scope, node.operations), returning };
}

function toInsert(
  scope: Scope,
  node: WriteNode,
  operation: Extract<Operation, { kind: 'insert' | 'insert-several' }>,
): Write {
  if (node.operations.length > 1 || node.source) throw oneOperation();
  if (operation.kind === 'insert-several') throw severalInserts();
  if (node.returning) throw returningInInsert();
  const target = toTarget({ node: operation.target, isAliased: false, isJoined: false });
  if (target.index !== undefined) throw insertIntoIndex();
  if (operation.value.kind !== 'struct') throw itemMustBeStruct();
  return { kind: 'insert', target, item: toItem(toOutputItem(toLiteralItem(scope, operation.value))) };
}

function toReturning(elements: WriteNode['returning']): Returning | undefined {
  const [element, ...more] = elements ?? [];
  if (!element) return undefined;
  if (more.length > 0) throw severalReturning();
  if (!element.isStar) throw returningWithoutStar();
  return element.what as Returning;
}
