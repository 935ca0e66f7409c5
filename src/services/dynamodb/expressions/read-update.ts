import { readList, readOperand, readPath } from './read-operand.ts';
import type { ActionSyntax, SectionSyntax, SetValueSyntax, UpdateSyntax } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

/** `SET … REMOVE … ADD … DELETE …`, in any order. */
export function readUpdate(tokens: TokenReader): UpdateSyntax {
  const sections = [readSection(tokens)];
  while (!tokens.is('end')) sections.push(readSection(tokens));
  return { sections };
}

function readSection(tokens: TokenReader): SectionSyntax {
  const { kind } = tokens.peek();
  if (kind !== 'SET' && kind !== 'REMOVE' && kind !== 'ADD' && kind !== 'DELETE') throw tokens.unexpected();
  tokens.next();
  return { keyword: kind, actions: readList(tokens, () => readAction(tokens, kind)) };
}

function readAction(tokens: TokenReader, kind: SectionSyntax['keyword']): ActionSyntax {
  const path = readPath(tokens);
  if (kind === 'REMOVE') return { kind, path };
  if (kind !== 'SET') return { kind, path, value: { kind: 'value', placeholder: tokens.expect('value').text } };
  tokens.expect('=');
  return { kind, path, value: readSetValue(tokens) };
}

/** `operand`, `operand + operand`, or the latter in parentheses; AWS takes one `+` or `-`, not more. */
function readSetValue(tokens: TokenReader): SetValueSyntax {
  const isParenthesised = tokens.is('(');
  const left = isParenthesised ? readParenthesisedSetValue(tokens) : readOperand(tokens);
  return left.kind === 'arithmetic' ? left : readArithmetic(tokens, left);
}

function readParenthesisedSetValue(tokens: TokenReader): SetValueSyntax {
  tokens.expect('(');
  const isNested = tokens.is('(');
  const left = readOperand(tokens);
  const value = readArithmetic(tokens, left);
  tokens.expect(')');
  if (isNested && value === left) throw tokens.redundantParentheses();
  return value;
}

function readArithmetic(tokens: TokenReader, left: Exclude<SetValueSyntax, { kind: 'arithmetic' }>): SetValueSyntax {
  const { kind } = tokens.peek();
  if (kind !== '+' && kind !== '-') return left;
  tokens.next();
  tokens.countOperator();
  return { kind: 'arithmetic', operator: kind, left, right: readOperand(tokens) };
}
