import type { CallSyntax, OperandSyntax, PathSyntax, StepSyntax } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

/** `path | :value | function(operand, …) | (operand)` */
export function readOperand(tokens: TokenReader): OperandSyntax {
  if (tokens.accept('(')) return readParenthesised(tokens);
  if (tokens.is('value')) return { kind: 'value', placeholder: tokens.next().text };
  if (tokens.is('word') && tokens.peek(1).kind === '(') return readCall(tokens);
  return readPath(tokens);
}

function readParenthesised(tokens: TokenReader): OperandSyntax {
  const isNested = tokens.is('(');
  const operand = readOperand(tokens);
  tokens.expect(')');
  if (isNested) throw tokens.redundantParentheses();
  return operand;
}

function readCall(tokens: TokenReader): CallSyntax {
  const name = tokens.next().text;
  tokens.expect('(');
  const operands = readList(tokens, readOperand);
  tokens.expect(')');
  return { kind: 'call', name, operands };
}

/** `name.name[index]…` */
export function readPath(tokens: TokenReader): PathSyntax {
  const steps = [readName(tokens)];
  for (;;) {
    if (tokens.accept('.')) steps.push(readName(tokens));
    else if (tokens.accept('[')) steps.push(readIndex(tokens));
    else return { kind: 'path', steps };
  }
}

export function readList<T>(tokens: TokenReader, read: (tokens: TokenReader) => T): readonly T[] {
  const list = [read(tokens)];
  while (tokens.accept(',')) list.push(read(tokens));
  return list;
}

function readName(tokens: TokenReader): StepSyntax {
  if (tokens.is('name')) return { kind: 'name', text: tokens.next().text };
  return { kind: 'word', text: tokens.expect('word').text };
}

function readIndex(tokens: TokenReader): StepSyntax {
  const { text } = tokens.expect('index');
  tokens.expect(']');
  return { kind: 'index', text };
}
