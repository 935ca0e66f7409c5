import { notWellFormed } from './errors.ts';
import { readExpression } from './read-expression.ts';
import { readTerm } from './read-term.ts';
import type { Node, PathStep } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

/** A term and the steps into it: `a.b[0]."c d"`. */
export function readPath(tokens: TokenReader): Node {
  return readSteps(tokens, readTerm(tokens), false);
}

/** A path that begins with a name: what a statement writes to. */
export function readSimplePath(tokens: TokenReader): Node {
  const at = tokens.peek();
  if (at.kind !== 'name' && at.kind !== 'quoted') throw notWellFormed('Expected identifier for simple path');
  tokens.next();
  return readSteps(tokens, { kind: 'name', name: at.text, at }, true);
}

function readSteps(tokens: TokenReader, root: Node, isSimple: boolean): Node {
  const steps: PathStep[] = [];
  for (;;) {
    if (tokens.accept('.')) steps.push(readNameStep(tokens, isSimple));
    else if (tokens.accept('[')) steps.push(readIndexStep(tokens));
    else return steps.length === 0 ? root : { kind: 'path', root, steps, at: root.at };
  }
}

function readNameStep(tokens: TokenReader, isSimple: boolean): PathStep {
  const { kind, text } = tokens.peek();
  if (kind === 'name' || kind === 'quoted') {
    tokens.next();
    return { kind: 'name', name: text };
  }
  if (kind !== '*') throw notWellFormed('Invalid path dot component');
  if (isSimple) throw notWellFormed('Invalid path dot component for simple path');
  tokens.next();
  return { kind: 'unpivot' };
}

function readIndexStep(tokens: TokenReader): PathStep {
  if (tokens.is('*') && tokens.peek(1).kind === ']') {
    tokens.next();
    tokens.next();
    return { kind: 'wildcard' };
  }
  const index = readExpression(tokens);
  tokens.expect(']');
  return { kind: 'index', index };
}
