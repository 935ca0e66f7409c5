import { notWellFormed } from './errors.ts';
import { NOT_BINDING, TYPE_NAMES } from './keywords.ts';
import { readPath } from './read-path.ts';
import type { Node } from './syntax.ts';
import type { Token } from './token.ts';
import type { TokenReader } from './token-reader.ts';

/** Reads an expression by operator precedence: takes every operator that binds tighter than `binding`. */
export function readExpression(tokens: TokenReader, binding = -1): Node {
  return tokens.nested(() => {
    let left = readUnary(tokens);
    for (;;) {
      const infix = tokens.infix();
      if (!infix || infix.binding <= binding) return left;
      left = readInfix(tokens, left, infix.operator, infix.binding);
    }
  });
}

function readUnary(tokens: TokenReader): Node {
  const at = tokens.peek();
  if (at.kind !== 'operator' || !['+', '-', 'not'].includes(at.text)) return readPath(tokens);
  tokens.next();
  if (at.text === 'not') return { kind: 'unary', operator: 'not', operand: readExpression(tokens, NOT_BINDING), at };
  const operand = tokens.nested(() => readUnary(tokens));
  if (operand.kind !== 'number') return { kind: 'unary', operator: at.text, operand, at };
  return at.text === '-' ? { ...operand, text: negated(operand.text) } : operand;
}

const negated = (text: string) => (text.startsWith('-') ? text.slice(1) : `-${text}`);

function readInfix(tokens: TokenReader, left: Node, operator: string, binding: number): Node {
  const at = tokens.next();
  if (operator === 'is' || operator === 'is not') {
    return negatedIf(operator === 'is not', { kind: 'is', operand: left, type: readType(tokens), at }, at);
  }
  if (operator === 'in' || operator === 'not in') {
    const right = readChoices(tokens, binding);
    return negatedIf(operator === 'not in', { kind: 'binary', operator: 'in', left, right, at }, at);
  }
  const right = readRight(tokens, binding);
  if (operator === 'between' || operator === 'not between') {
    const upper = readUpperBound(tokens, binding);
    return negatedIf(operator === 'not between', { kind: 'between', operand: left, lower: right, upper, at }, at);
  }
  return { kind: 'binary', operator, left, right, at };
}

const negatedIf = (isNegated: boolean, node: Node, at: Token): Node =>
  isNegated ? { kind: 'unary', operator: 'not', operand: node, at } : node;

function readRight(tokens: TokenReader, binding: number): Node {
  if (tokens.is('end')) throw notWellFormed('Missing right-hand side expression of infix operator');
  return readExpression(tokens, binding);
}

/** Parentheses after IN are a list even around a single choice. */
function readChoices(tokens: TokenReader, binding: number): Node {
  if (!tokens.is('(') || tokens.isKeyword('select', 1) || tokens.isKeyword('values', 1)) {
    return readRight(tokens, binding);
  }
  const at = tokens.next();
  const items = readList(tokens, readExpression);
  tokens.expect(')');
  return { kind: 'list', items, at };
}

function readUpperBound(tokens: TokenReader, binding: number): Node {
  const { kind, text } = tokens.peek();
  if (kind !== 'operator' || text !== 'and') throw notWellFormed('Expected AND');
  tokens.next();
  if (tokens.is('end')) throw notWellFormed('Expected expression after AND');
  return readExpression(tokens, binding);
}

function readType(tokens: TokenReader): string {
  const { kind, text } = tokens.peek();
  if (kind !== 'null' && kind !== 'missing' && !(kind === 'keyword' && TYPE_NAMES.has(text))) {
    throw notWellFormed('Expected type name');
  }
  tokens.next();
  // The parameters of a type, as in `decimal(5, 2)`.
  if (tokens.accept('(')) {
    readList(tokens, readExpression);
    tokens.expect(')');
  }
  return text;
}

/** At least one item. */
export function readList<T>(tokens: TokenReader, read: (tokens: TokenReader) => T): readonly T[] {
  const items = [read(tokens)];
  while (tokens.accept(',')) items.push(read(tokens));
  return items;
}
