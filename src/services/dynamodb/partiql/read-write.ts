import { notWellFormed } from './errors.ts';
import { readExpression, readList } from './read-expression.ts';
import { readSimplePath } from './read-path.ts';
import { readAliases, readSource } from './read-select.ts';
import type { Node, Operation, SourceNode, WriteNode } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

/**
 * `INSERT INTO …`, and `SET …` or `REMOVE …` without what they belong to.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.insert.html
 */
export function readBareWrite(tokens: TokenReader): WriteNode {
  const at = tokens.peek();
  const operations = [readOperation(tokens)];
  return { kind: 'write', source: undefined, operations, where: undefined, returning: readReturning(tokens), at };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.update.html */
export function readUpdate(tokens: TokenReader): WriteNode {
  const at = tokens.next();
  const source = readTarget(tokens);
  const operations = readOperations(tokens);
  return { kind: 'write', source, operations, where: readWhere(tokens), returning: readReturning(tokens), at };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.delete.html */
export function readDelete(tokens: TokenReader): WriteNode {
  const at = tokens.next();
  if (!tokens.acceptKeyword('from')) throw notWellFormed('Expected FROM after DELETE');
  const source = readTarget(tokens);
  const operations: readonly Operation[] = [{ kind: 'delete' }];
  return { kind: 'write', source, operations, where: readWhere(tokens), returning: readReturning(tokens), at };
}

/** PartiQL's own order of an update: `FROM t WHERE … SET …`. */
export function readFromFirst(tokens: TokenReader): WriteNode {
  const at = tokens.next();
  const source = readSource(tokens);
  const where = readWhere(tokens);
  return { kind: 'write', source, where, operations: readOperations(tokens), returning: readReturning(tokens), at };
}

function readTarget(tokens: TokenReader): SourceNode {
  const node = readSimplePath(tokens);
  return { node, isAliased: readAliases(tokens), isJoined: false };
}

const readWhere = (tokens: TokenReader): Node | undefined =>
  tokens.acceptKeyword('where') ? readExpression(tokens) : undefined;

const isOperation = (tokens: TokenReader) =>
  tokens.isKeyword('set') || tokens.isKeyword('remove') || tokens.isKeyword('insert into');

function readOperations(tokens: TokenReader): readonly Operation[] {
  const operations: Operation[] = [];
  while (isOperation(tokens)) operations.push(readOperation(tokens));
  if (operations.length === 0) throw notWellFormed('Expected data manipulation');
  return operations;
}

function readOperation(tokens: TokenReader): Operation {
  const { text } = tokens.next();
  if (text === 'set') return { kind: 'set', assignments: readList(tokens, readAssignment) };
  const target = readSimplePath(tokens);
  if (text === 'remove') return { kind: 'remove', target };
  if (tokens.acceptKeyword('value')) return { kind: 'insert', target, value: readExpression(tokens) };
  readSeveralItems(tokens);
  return { kind: 'insert-several', target };
}

/** `VALUES (…), (…)`, or any expression. */
function readSeveralItems(tokens: TokenReader): void {
  if (!tokens.acceptKeyword('values')) {
    readExpression(tokens);
    return;
  }
  if (!tokens.is('(')) throw notWellFormed('Expected LEFT_PAREN for row value constructor');
  readList(tokens, readExpression);
}

function readAssignment(tokens: TokenReader): readonly [Node, Node] {
  const target = readSimplePath(tokens);
  const { kind, text } = tokens.peek();
  if (kind !== 'operator' || text !== '=') throw notWellFormed("Expected '='");
  tokens.next();
  return [target, readExpression(tokens)];
}

const RETURNING: ReadonlySet<string> = new Set(['modified old', 'modified new', 'all old', 'all new']);

function readReturning(tokens: TokenReader): WriteNode['returning'] {
  if (!tokens.acceptKeyword('returning')) return undefined;
  return readList(tokens, () => {
    const { kind, text } = tokens.peek();
    if (kind !== 'keyword' || !RETURNING.has(text)) {
      throw notWellFormed('Expected ( MODIFIED | ALL ) ( NEW | OLD ) in each returning element.');
    }
    tokens.next();
    const isStar = tokens.accept('*');
    if (!isStar) readExpression(tokens);
    return { what: text.toUpperCase(), isStar };
  });
}
