import { notWellFormed } from './errors.ts';
import { FUNCTION_KEYWORDS } from './keywords.ts';
import { readExpression, readList } from './read-expression.ts';
import { readSelect } from './read-select.ts';
import { readBareWrite, readDelete, readFromFirst, readUpdate } from './read-write.ts';
import type { CallNode, Node } from './syntax.ts';
import type { Token } from './token.ts';
import type { TokenReader } from './token-reader.ts';

/** A literal, a name, a call, something in brackets; statements are terms, too. */
export function readTerm(tokens: TokenReader): Node {
  const at = tokens.peek();
  switch (at.kind) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'missing':
    case 'ion':
      tokens.next();
      return { kind: at.kind, text: at.text, at };
    case 'parameter':
      tokens.next();
      return { kind: 'parameter', index: tokens.nextParameter(), at };
    case 'name':
    case 'quoted':
      tokens.next();
      return tokens.is('(') ? readCall(tokens, at) : { kind: 'name', name: at.text, at };
    case 'keyword':
      return readKeyword(tokens, at);
    case 'operator':
      throw notWellFormed(at.text === '@' ? 'Identifier must follow @-operator' : 'Unexpected operator');
    default:
      return readBracketed(tokens, at);
  }
}

function readBracketed(tokens: TokenReader, at: Token): Node {
  tokens.next();
  switch (at.kind) {
    case '(':
      return readGroup(tokens, at);
    case '[':
      return { kind: 'list', items: readItems(tokens, ']'), at };
    case '<<':
      return { kind: 'bag', items: readItems(tokens, '>>'), at };
    case '{':
      return { kind: 'struct', members: readMembers(tokens), at };
    default:
      throw notWellFormed('Unexpected term');
  }
}

/** One expression in parentheses is itself, several are a list. */
function readGroup(tokens: TokenReader, at: Token): Node {
  const items = readList(tokens, readExpression);
  tokens.expect(')');
  return items.length === 1 ? items[0]! : { kind: 'list', items, at };
}

function readItems(tokens: TokenReader, close: ']' | '>>' | ')'): readonly Node[] {
  if (tokens.accept(close)) return [];
  const items = readList(tokens, readExpression);
  tokens.expect(close);
  return items;
}

function readMembers(tokens: TokenReader): readonly (readonly [Node, Node])[] {
  if (tokens.accept('}')) return [];
  const members = readList(tokens, (): readonly [Node, Node] => {
    const name = readExpression(tokens);
    tokens.expect(':');
    return [name, readExpression(tokens)];
  });
  tokens.expect('}');
  return members;
}

function readCall(tokens: TokenReader, at: Token): CallNode {
  tokens.next();
  if (tokens.is('*')) throw notWellFormed(`${at.text}(*) is not allowed`);
  return { kind: 'call', name: at.text, operands: readItems(tokens, ')'), at };
}

function readKeyword(tokens: TokenReader, at: Token): Node {
  switch (at.text) {
    case 'insert into':
    case 'set':
    case 'remove':
      return readBareWrite(tokens);
    case 'update':
      return readUpdate(tokens);
    case 'delete':
      return readDelete(tokens);
    case 'select':
      return readSelect(tokens);
    case 'from':
      return readFromFirst(tokens);
    default:
      if (!FUNCTION_KEYWORDS.has(at.text) || tokens.peek(1).kind !== '(') throw notWellFormed('Unexpected keyword');
      tokens.next();
      return at.text === 'count' ? readCount(tokens, at) : readCall(tokens, at);
  }
}

/** COUNT(*) can be read, and is refused as a function that DynamoDB does not have. */
function readCount(tokens: TokenReader, at: Token): CallNode {
  if (tokens.peek(1).kind !== '*') return readCall(tokens, at);
  tokens.next();
  tokens.next();
  tokens.expect(')');
  return { kind: 'call', name: at.text, operands: [], at };
}
