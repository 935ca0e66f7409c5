import { notWellFormed } from './errors.ts';
import { KEYWORDS, WORD_OPERATORS, WORD_PAIRS } from './keywords.ts';

export type TokenKind =
  | 'name'
  | 'quoted'
  | 'keyword'
  | 'operator'
  | 'string'
  | 'number'
  | 'boolean'
  | 'null'
  | 'missing'
  | 'ion'
  | 'parameter'
  | 'as'
  | 'at'
  | 'by'
  | 'end'
  | '*'
  | '('
  | ')'
  | '['
  | ']'
  | '{'
  | '}'
  | '<<'
  | '>>'
  | ','
  | ':'
  | ';'
  | '.';

/** `text` is what the token stands for: a string without its quotes, keywords and operators in lower case. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Where it lies in the statement. */
  readonly start: number;
  readonly end: number;
}

const TOKEN = new RegExp(
  [
    String.raw`(?<space>\s+|--[^\n\r]*|/\*[\s\S]*?\*/)`,
    String.raw`(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w$]))`,
    String.raw`(?<word>[A-Za-z_$][\w$]*)`,
    String.raw`(?<quoted>"(?:[^"]|"")*")`,
    String.raw`(?<string>'(?:[^']|'')*')`,
    '(?<ion>`[^`]*`)',
    String.raw`(?<punctuation><<|>>|[*()[\]{},:;.?])`,
    String.raw`(?<operator><=|>=|<>|!=|\|\||[+/%<>=@~-])`,
  ].join('|'),
  'suy',
);

/** Splits a statement; the last token is of kind `end`. Throws where a character begins no token. */
export function tokenize(statement: string): readonly Token[] {
  const tokens: Token[] = [];
  let start = 0;
  while (start < statement.length) {
    TOKEN.lastIndex = start;
    const match = TOKEN.exec(statement);
    // An open comment would otherwise be read as a division.
    if (!match || (match[0] === '/' && statement[start + 1] === '*')) throw notWellFormed();
    const end = start + match[0].length;
    const token = toToken(match[0], match.groups!, start, end);
    if (token) append(tokens, token);
    start = end;
  }
  tokens.push({ kind: 'end', text: '', start, end: start });
  return tokens;
}

function toToken(
  text: string,
  groups: Readonly<Record<string, string | undefined>>,
  start: number,
  end: number,
): Token | undefined {
  if (groups.space !== undefined) return undefined;
  if (groups.word !== undefined) return { ...wordToken(text), start, end };
  if (groups.number !== undefined) {
    requireReadableNumber(text);
    return { kind: 'number', text, start, end };
  }
  if (groups.quoted !== undefined) return { kind: 'quoted', text: unquote(text), start, end };
  if (groups.string !== undefined) return { kind: 'string', text: unquote(text), start, end };
  if (groups.ion !== undefined) return { kind: 'ion', text: text.slice(1, -1), start, end };
  if (groups.operator !== undefined) return { kind: 'operator', text: text === '!=' ? '<>' : text, start, end };
  return { kind: text === '?' ? 'parameter' : (text as TokenKind), text, start, end };
}

const SPECIAL_WORDS: ReadonlyMap<string, TokenKind> = new Map<string, TokenKind>([
  ['as', 'as'],
  ['at', 'at'],
  ['by', 'by'],
  ['null', 'null'],
  ['missing', 'missing'],
  ['true', 'boolean'],
  ['false', 'boolean'],
]);

function wordToken(text: string): Pick<Token, 'kind' | 'text'> {
  const word = text.toLowerCase();
  const special = SPECIAL_WORDS.get(word);
  if (special) return { kind: special, text: word };
  if (WORD_OPERATORS.has(word)) return { kind: 'operator', text: word };
  return KEYWORDS.has(word) ? { kind: 'keyword', text: word } : { kind: 'name', text };
}

/** A quote inside is doubled. */
const unquote = (text: string): string => text.slice(1, -1).replaceAll(text[0]!.repeat(2), text[0]!);

function append(tokens: Token[], token: Token): void {
  const previous = tokens.at(-1);
  const pair = previous && isWord(previous) && isWord(token) && WORD_PAIRS.get(`${previous.text} ${token.text}`);
  if (!pair) {
    tokens.push(token);
    return;
  }
  tokens[tokens.length - 1] = { kind: token.kind, text: pair, start: previous.start, end: token.end };
}

const isWord = ({ kind }: Token) => kind === 'keyword' || kind === 'operator';

const MAX_JAVA_INT = 2_147_483_647;

/** Java cannot hold the exponent, or the number of places, of such a number. */
function requireReadableNumber(text: string): void {
  const [digits, exponent] = text.toLowerCase().split('e');
  if (exponent === undefined) return;
  const places = (digits!.split('.')[1]?.length ?? 0) - Number(exponent);
  if (Math.abs(Number(exponent)) > MAX_JAVA_INT || Math.abs(places) > MAX_JAVA_INT) throw notWellFormed();
}

/** " at line:column:length", counted in characters from 1. */
export function placeOf(statement: string, { start, end }: Pick<Token, 'start' | 'end'>): string {
  const lines = statement.slice(0, start).split('\n');
  return ` at ${lines.length}:${charactersOf(lines.at(-1)!) + 1}:${charactersOf(statement.slice(start, end))}`;
}

const charactersOf = (text: string): number => Array.from(text).length;
