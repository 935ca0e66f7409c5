export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';
type Keyword = 'AND' | 'OR' | 'NOT' | 'BETWEEN' | 'IN' | 'SET' | 'REMOVE' | 'ADD' | 'DELETE';
type Punctuation = '(' | ')' | '[' | ']' | ',' | '.' | '+' | '-';

export type TokenKind =
  | Comparator
  | Keyword
  | Punctuation
  | 'word'
  /** `#name` */
  | 'name'
  /** `:value` */
  | 'value'
  | 'index'
  /** A character that begins no token. */
  | 'unknown'
  | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const KEYWORDS: ReadonlySet<string> = new Set<Keyword>([
  'AND',
  'OR',
  'NOT',
  'BETWEEN',
  'IN',
  'SET',
  'REMOVE',
  'ADD',
  'DELETE',
]);
const COMPARATORS: ReadonlySet<string> = new Set<Comparator>(['=', '<>', '<', '<=', '>', '>=']);

export const isComparator = (kind: TokenKind): kind is Comparator => COMPARATORS.has(kind);

const TOKEN =
  /[ \t\r\n]+|(?<word>[A-Za-z]\w*)|(?<name>#\w+)|(?<value>:\w+)|(?<index>0|[1-9]\d*)|(?<symbol><>|<=|>=|[=<>()[\],.+-])|./gsu;

/** Splits an expression into tokens, the last of kind `end`. Whatever is no token becomes `unknown`, by character. */
export function tokenize(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of expression.matchAll(TOKEN)) {
    const kind = kindOf(match[0], match.groups ?? {});
    if (kind) tokens.push({ kind, text: match[0], start: match.index, end: match.index + match[0].length });
  }
  tokens.push({ kind: 'end', text: '<EOF>', start: expression.length, end: expression.length });
  return tokens;
}

function kindOf(text: string, groups: Readonly<Record<string, string | undefined>>): TokenKind | undefined {
  if (groups.word !== undefined) return toKeyword(text) ?? 'word';
  if (groups.name !== undefined) return 'name';
  if (groups.value !== undefined) return 'value';
  if (groups.index !== undefined) return 'index';
  if (groups.symbol !== undefined) return text as TokenKind;
  return text.trim() === '' && /^[ \t\r\n]/.test(text) ? undefined : 'unknown';
}

/** Keywords are written in any case. */
function toKeyword(word: string): Keyword | undefined {
  const keyword = word.toUpperCase();
  return KEYWORDS.has(keyword) ? (keyword as Keyword) : undefined;
}
