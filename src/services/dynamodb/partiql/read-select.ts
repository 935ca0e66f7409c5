import { notWellFormed } from './errors.ts';
import { SELECT_BINDING } from './keywords.ts';
import { readExpression, readList } from './read-expression.ts';
import type { Node, OrderNode, SelectNode, SourceNode } from './syntax.ts';
import type { Token } from './token.ts';
import type { TokenReader } from './token-reader.ts';

type Items = NonNullable<SelectNode['items']>;
type Clause = SelectNode['clauses'][number];

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html */
export function readSelect(tokens: TokenReader): SelectNode {
  const at = tokens.next();
  const isValue = tokens.acceptKeyword('value');
  const distinct = readSetQuantifier(tokens);
  const items = readSelectList(tokens);
  if (!tokens.acceptKeyword('from')) throw notWellFormed('Expected FROM after SELECT list');
  const source = readSource(tokens, SELECT_BINDING);
  const where = tokens.acceptKeyword('where') ? readExpression(tokens, SELECT_BINDING) : undefined;
  const order = readOrder(tokens);
  const clauses = [...distinct, ...readFurtherClauses(tokens)];
  return { kind: 'select', items, isValue, source, where, order, clauses, at };
}

function readSetQuantifier(tokens: TokenReader): readonly Clause[] {
  const at = tokens.peek();
  if (tokens.acceptKeyword('distinct')) return [{ name: 'DISTINCT', at }];
  tokens.acceptKeyword('all');
  return [];
}

function readSelectList(tokens: TokenReader): Items | undefined {
  let hasStar = false;
  const items = readList(tokens, () => {
    if (tokens.accept('*')) {
      hasStar = true;
      return undefined;
    }
    const node = readExpression(tokens);
    return { node, isAliased: readAlias(tokens, 'as') };
  });
  if (!hasStar) return items as Items;
  if (items.length === 1) return undefined;
  throw notWellFormed("Other expressions may not be present in the select list when '*' is used without dot notation.");
}

/** AS may be left out, AT and BY may not. */
function readAlias(tokens: TokenReader, kind: 'as' | 'at' | 'by'): boolean {
  const isNamed = tokens.accept(kind);
  if (!isNamed && kind !== 'as') return false;
  if (tokens.is('name') || tokens.is('quoted')) {
    tokens.next();
    return true;
  }
  if (isNamed) throw notWellFormed(`Expected identifier for ${kind.toUpperCase()}-alias`);
  return false;
}

export function readAliases(tokens: TokenReader): boolean {
  const found = (['as', 'at', 'by'] as const).map((kind) => readAlias(tokens, kind));
  return found.includes(true);
}

const JOIN_WORDS: ReadonlySet<string> = new Set(['join', 'inner', 'left', 'right', 'full', 'outer', 'cross']);

/** Joins are read as far as needed to say that there are none. */
export function readSource(tokens: TokenReader, binding?: number): SourceNode {
  tokens.acceptKeyword('unpivot');
  const node = readExpression(tokens, binding);
  const isAliased = readAliases(tokens);
  let isJoined = false;
  while (acceptJoin(tokens)) {
    isJoined = true;
    readExpression(tokens, binding);
    readAliases(tokens);
    if (tokens.acceptKeyword('on')) readExpression(tokens, binding);
  }
  return { node, isAliased, isJoined };
}

function acceptJoin(tokens: TokenReader): boolean {
  if (tokens.accept(',')) return true;
  let isJoin = false;
  while (tokens.is('keyword') && JOIN_WORDS.has(tokens.peek().text)) {
    isJoin = true;
    tokens.next();
  }
  return isJoin;
}

function readOrder(tokens: TokenReader): readonly OrderNode[] {
  if (!tokens.acceptKeyword('order')) return [];
  tokens.expect('by');
  return readList(tokens, () => {
    const node = readExpression(tokens);
    const isDescending = tokens.acceptKeyword('desc');
    if (!isDescending) tokens.acceptKeyword('asc');
    return { node, isDescending };
  });
}

function readFurtherClauses(tokens: TokenReader): readonly Clause[] {
  const clauses: Clause[] = [];
  if (tokens.acceptKeyword('group')) {
    tokens.acceptKeyword('partial');
    tokens.expect('by');
    clauses.push({ name: 'GROUP BY', at: firstOf(readList(tokens, (list) => readExpression(list, SELECT_BINDING))) });
  }
  for (const name of ['having', 'limit', 'offset']) {
    if (tokens.acceptKeyword(name)) {
      clauses.push({ name: name.toUpperCase(), at: readExpression(tokens, SELECT_BINDING).at });
    }
  }
  return clauses;
}

const firstOf = (nodes: readonly Node[]): Token => nodes[0]!.at;
