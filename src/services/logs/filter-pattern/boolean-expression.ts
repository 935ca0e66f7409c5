import { invalidFilterPattern } from '../errors.ts';
import type { Scanner } from './scanner.ts';

export type Test<T> = (subject: T) => boolean;

/** Pathological nesting must not exhaust the stack. */
const MAX_DEPTH = 50;

/** `a && (b || c)`: `&&` binds tighter than `||`; `parseAtom` reads what stands between. */
export function parseBoolean<T>(scanner: Scanner, parseAtom: () => Test<T>, depth = 0): Test<T> {
  if (depth > MAX_DEPTH) throw invalidFilterPattern();
  const alternatives = [parseConjunction(scanner, parseAtom, depth)];
  while (scanner.takeText('||')) alternatives.push(parseConjunction(scanner, parseAtom, depth));
  return alternatives.length === 1 ? alternatives[0]! : (subject) => alternatives.some((test) => test(subject));
}

function parseConjunction<T>(scanner: Scanner, parseAtom: () => Test<T>, depth: number): Test<T> {
  const all = [parseFactor(scanner, parseAtom, depth)];
  while (scanner.takeText('&&')) all.push(parseFactor(scanner, parseAtom, depth));
  return all.length === 1 ? all[0]! : (subject) => all.every((test) => test(subject));
}

function parseFactor<T>(scanner: Scanner, parseAtom: () => Test<T>, depth: number): Test<T> {
  if (!scanner.takeText('(')) return parseAtom();
  const inner = parseBoolean(scanner, parseAtom, depth + 1);
  if (!scanner.takeText(')')) throw invalidFilterPattern();
  return inner;
}
