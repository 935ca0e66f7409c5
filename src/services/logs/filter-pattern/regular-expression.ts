import { invalidFilterPattern } from '../errors.ts';

/** What AWS lets a pattern between `%` signs say: no groups, hence no catastrophic backtracking on nested ones. */
const ALLOWED = /^(?:[\w:#=@/;,\-^$?[\]{}|*+. ]|\\.)*$/;

export function toRegularExpression(source: string): RegExp {
  if (source === '' || !ALLOWED.test(source)) throw invalidFilterPattern();
  try {
    return new RegExp(source);
  } catch {
    throw invalidFilterPattern();
  }
}
