import type { Policy } from './policy.ts';

/** Values of condition keys, by name in lower case; AWS compares the names of keys without case. */
export type ConditionContext = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * A pattern ready to match. Wildcards are two private characters, because the value of a variable may hold a `*`
 * that is only a star.
 */
export type Pattern = string;
const ANY = '\u{E000}';
const ONE = '\u{E001}';

const VARIABLE = /\$\{([^}]*)\}/g;

/**
 * Puts values in place of `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, `${*}`.
 * `undefined` where a variable has no value: then the element matches nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function toPattern(
  text: string,
  version: Policy['version'],
  context: ConditionContext,
  wildcards = true,
): Pattern | undefined {
  const plain = (part: string) => (wildcards ? part.replaceAll('*', ANY).replaceAll('?', ONE) : part);
  if (version !== '2012-10-17' || !text.includes('${')) return plain(text);
  let pattern = '';
  let end = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const value = variableValue(match[1]!, context);
    if (value === undefined) return undefined;
    pattern += plain(text.slice(end, match.index)) + value;
    end = match.index + match[0].length;
  }
  return pattern + plain(text.slice(end));
}

const DEFAULT_VALUE = /^\s*'(.*)'\s*$/;

function variableValue(name: string, context: ConditionContext): string | undefined {
  if (name === '*' || name === '?' || name === '$') return name;
  const comma = name.indexOf(',');
  const key = (comma < 0 ? name : name.slice(0, comma)).trim().toLowerCase();
  const value = context[key];
  if (typeof value === 'string') return value;
  // A key with several values cannot stand in for a text.
  return comma < 0 ? undefined : DEFAULT_VALUE.exec(name.slice(comma + 1))?.[1];
}

/** Whether `text` is what `pattern` describes. Linear in practice: after a star only the last one is tried again. */
export function matches(pattern: Pattern, text: string): boolean {
  let at = 0;
  let star = -1;
  let retry = 0;
  for (let i = 0; i < text.length;) {
    if (at < pattern.length && pattern[at] === ANY) {
      star = at++;
      retry = i;
    } else if (at < pattern.length && (pattern[at] === ONE || pattern[at] === text[i])) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++retry;
    } else return false;
  }
  while (pattern[at] === ANY) at++;
  return at === pattern.length;
}
