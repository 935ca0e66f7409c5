import { invalidFilterPattern } from '../errors.ts';
import type { Matcher } from './filter-pattern.ts';
import { toRegularExpression } from './regular-expression.ts';

interface Term {
  readonly kind: 'required' | 'optional' | 'excluded';
  readonly matches: Matcher;
}

const TERM = /([?-]?)(?:"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)*)%|([^\s"%]+))(?=\s|$)/y;
/** Anything else has to stand in double quotes. */
const PLAIN = /^\w+$/;

/** `ERROR "a phrase" -excluded ?any ?of`: all required, none excluded; `?` counts only where nothing is required. */
export function parseTermsPattern(text: string): Matcher {
  const terms = toTerms(text);
  const of = (kind: Term['kind']) => terms.filter((term) => term.kind === kind);
  const [required, optional, excluded] = [of('required'), of('optional'), of('excluded')];
  return (message) =>
    !excluded.some((term) => term.matches(message)) &&
    (required.length > 0 || optional.length === 0
      ? required.every((term) => term.matches(message))
      : optional.some((term) => term.matches(message)));
}

function toTerms(text: string): readonly Term[] {
  const terms: Term[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at++;
      continue;
    }
    TERM.lastIndex = at;
    const match = TERM.exec(text);
    if (!match) throw invalidCharacters(text.slice(at).split(/\s/)[0]!);
    terms.push(toTerm(match));
    at = TERM.lastIndex;
  }
  return terms;
}

function toTerm([whole, sign, phrase, expression, word]: RegExpExecArray): Term {
  const kind = sign === '-' ? 'excluded' : sign === '?' ? 'optional' : 'required';
  if (expression !== undefined) {
    const regularExpression = toRegularExpression(expression);
    return { kind, matches: (message) => regularExpression.test(message) };
  }
  const text = phrase === undefined ? word! : phrase.replaceAll(/\\(.)/g, '$1');
  if (text === '' || (phrase === undefined && !PLAIN.test(text))) throw invalidCharacters(whole);
  return { kind, matches: (message) => message.includes(text) };
}

const invalidCharacters = (term: string) => invalidFilterPattern(`Invalid character(s) in term '${term}'`);
