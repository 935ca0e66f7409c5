import { readList, readOperand } from './read-operand.ts';
import type { ComparisonSyntax, ConditionSyntax, OperandSyntax } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';
import { isComparator } from './token.ts';

/** What waits for the condition on its right. */
type Pending =
  | { readonly kind: '(' }
  | { readonly kind: 'not' }
  | { readonly kind: 'and' | 'or'; readonly left: ConditionSyntax };

type Term = ConditionSyntax | OperandSyntax;

const BINDING = { '(': 0, or: 1, and: 2, not: 3 };

/**
 * Reads a condition by operator precedence with a stack of its own: 4 KB of parentheses would exhaust JavaScript's.
 * Only at the closing parenthesis is it known whether `(a)` was an operand or a condition.
 */
export function readCondition(tokens: TokenReader): ConditionSyntax {
  const pending: Pending[] = [];
  for (;;) {
    const prefix = readPrefix(tokens);
    if (prefix) {
      pending.push(prefix);
      continue;
    }
    const condition = closeGroups(tokens, pending, readComparisonOf(tokens, readOperand(tokens)));
    if (tokens.is('end')) return finish(tokens, pending, condition);
    pending.push(readConnective(tokens, pending, condition));
  }
}

function readPrefix(tokens: TokenReader): Pending | undefined {
  if (tokens.accept('(')) return { kind: '(' };
  if (!tokens.accept('NOT')) return undefined;
  tokens.countOperator();
  return { kind: 'not' };
}

/** Takes the closing parentheses after a term, and a comparison whose left operand stood in parentheses. */
function closeGroups(tokens: TokenReader, pending: Pending[], first: Term): ConditionSyntax {
  let term = first;
  let isParenthesised = false;
  while (tokens.is(')')) {
    if (pending.at(-1)?.kind !== '(') {
      term = reduce(pending, requireCondition(tokens, term), BINDING['(']);
      isParenthesised = false;
    }
    if (!pending.pop()) throw tokens.unexpected();
    tokens.next();
    if (isParenthesised) throw tokens.redundantParentheses();
    const compared = readComparisonOf(tokens, term);
    isParenthesised = compared === term;
    term = compared;
  }
  return requireCondition(tokens, term);
}

function finish(tokens: TokenReader, pending: Pending[], last: ConditionSyntax): ConditionSyntax {
  const condition = reduce(pending, last, BINDING['(']);
  if (pending.length > 0) throw tokens.unexpected();
  return condition;
}

function readConnective(tokens: TokenReader, pending: Pending[], condition: ConditionSyntax): Pending {
  const kind = tokens.is('AND') ? 'and' : tokens.is('OR') ? 'or' : undefined;
  if (!kind) throw tokens.unexpected();
  tokens.next();
  tokens.countOperator();
  return { kind, left: reduce(pending, condition, BINDING[kind] - 1) };
}

/** Completes what binds tighter than `binding`, and drops nothing: a waiting parenthesis stays. */
function reduce(pending: Pending[], last: ConditionSyntax, binding: number): ConditionSyntax {
  let condition = last;
  for (;;) {
    const top = pending.at(-1);
    if (!top || top.kind === '(' || BINDING[top.kind] <= binding) return condition;
    pending.pop();
    condition = top.kind === 'not' ? { kind: 'not', condition } : { kind: top.kind, left: top.left, right: condition };
  }
}

/** `operand = operand`, `operand BETWEEN operand AND operand`, `operand IN (operand, …)`, or the term itself. */
function readComparisonOf(tokens: TokenReader, term: Term): Term {
  if (!isOperand(term)) return term;
  const { kind } = tokens.peek();
  if (isComparator(kind)) {
    tokens.next();
    tokens.countOperator();
    return { kind: 'compare', operator: kind, left: term, right: readOperand(tokens) };
  }
  if (kind === 'BETWEEN') return readBetween(tokens, term);
  if (kind === 'IN') return readIn(tokens, term);
  return term;
}

function readBetween(tokens: TokenReader, operand: OperandSyntax): ComparisonSyntax {
  tokens.next();
  tokens.countOperator();
  const lower = readOperand(tokens);
  tokens.expect('AND');
  return { kind: 'between', operand, lower, upper: readOperand(tokens) };
}

function readIn(tokens: TokenReader, operand: OperandSyntax): ComparisonSyntax {
  tokens.next();
  tokens.countOperator();
  tokens.expect('(');
  const choices = readList(tokens, readOperand);
  tokens.expect(')');
  return { kind: 'in', operand, choices };
}

const isOperand = (term: Term): term is OperandSyntax =>
  term.kind === 'path' || term.kind === 'value' || term.kind === 'call';

/** A path or a value alone says nothing: something to compare it with is missing here. */
function requireCondition(tokens: TokenReader, term: Term): ConditionSyntax {
  if (term.kind === 'path' || term.kind === 'value') throw tokens.unexpected();
  return term;
}
