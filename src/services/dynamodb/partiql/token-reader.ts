import { notWellFormed } from './errors.ts';
import { BINDING } from './keywords.ts';
import { tokenize, type Token, type TokenKind } from './token.ts';

/** Deeper nesting would exhaust the stack; no value or condition that DynamoDB takes is nearly as deep. */
const MAX_DEPTH = 300;

/** Names of tokens in AWS's "Expected …". */
const EXPECTED: Partial<Record<TokenKind, string>> = {
  '(': 'LEFT_PAREN',
  ')': 'RIGHT_PAREN',
  ']': 'RIGHT_BRACKET',
  '}': 'RIGHT_CURLY',
  '>>': 'RIGHT_DOUBLE_ANGLE_BRACKET',
  ':': 'COLON',
  by: 'BY',
};

/** Walks over a statement's tokens. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #position = 0;
  #parameters = 0;
  #depth = 0;

  constructor(statement: string) {
    this.#tokens = tokenize(statement);
  }

  peek(ahead = 0): Token {
    return this.#tokens[this.#position + ahead] ?? this.#tokens.at(-1)!;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.#position++;
    return token;
  }

  is(kind: TokenKind): boolean {
    return this.peek().kind === kind;
  }

  isKeyword(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'keyword' && token.text === text;
  }

  accept(kind: TokenKind): boolean {
    if (!this.is(kind)) return false;
    this.next();
    return true;
  }

  acceptKeyword(text: string): boolean {
    if (!this.isKeyword(text)) return false;
    this.next();
    return true;
  }

  expect(kind: TokenKind): Token {
    if (!this.is(kind)) throw notWellFormed(`Expected ${EXPECTED[kind] ?? kind}`);
    return this.next();
  }

  /** The operator between two terms that comes next, and how tightly it binds; undefined for anything else. */
  infix(): { readonly operator: string; readonly binding: number } | undefined {
    const { kind, text } = this.peek();
    const binding = kind === 'operator' || kind === '*' ? BINDING.get(text) : keywordBinding(this.peek());
    return binding === undefined ? undefined : { operator: text, binding };
  }

  /** Parameters are numbered from 0, in the order of the text. */
  nextParameter(): number {
    return this.#parameters++;
  }

  nested<T>(read: () => T): T {
    if (++this.#depth > MAX_DEPTH) throw notWellFormed();
    const result = read();
    this.#depth--;
    return result;
  }
}

const keywordBinding = ({ kind, text }: Token) =>
  kind === 'keyword' && (text === 'union' || text === 'except' || text === 'intersect') ? BINDING.get(text) : undefined;
