import type { AwsError } from '../../../kernel/aws-error.ts';
import {
  invalidExpression,
  REDUNDANT_PARENTHESES,
  syntaxError,
  tooManyOperators,
  type ExpressionParameter,
} from './errors.ts';
import { MAX_OPERATORS } from './limits.ts';
import { tokenize, type Token, type TokenKind } from './token.ts';

/** Walks over an expression's tokens, and knows how AWS words what is wrong at a place. */
export class TokenReader {
  readonly #parameter: ExpressionParameter;
  readonly #expression: string;
  readonly #tokens: readonly Token[];
  #position = 0;
  #operators = 0;

  constructor(parameter: ExpressionParameter, expression: string) {
    this.#parameter = parameter;
    this.#expression = expression;
    this.#tokens = tokenize(expression);
  }

  /** The next token, or the one `ahead` of it. */
  peek(ahead = 0): Token {
    return this.#tokens[this.#position + ahead] ?? this.#tokens.at(-1)!;
  }

  next(): Token {
    const token = this.peek();
    this.#position++;
    return token;
  }

  is(kind: TokenKind): boolean {
    return this.peek().kind === kind;
  }

  accept(kind: TokenKind): boolean {
    if (!this.is(kind)) return false;
    this.#position++;
    return true;
  }

  expect(kind: TokenKind): Token {
    if (!this.is(kind)) throw this.unexpected();
    return this.next();
  }

  countOperator(): void {
    this.#operators++;
  }

  /** The next token cannot stand here; AWS shows it between its neighbours, with the spaces as written. */
  unexpected(): AwsError {
    const token = this.peek();
    const from = this.#tokens[this.#position - 1]?.start ?? 0;
    const to = this.peek(1).end;
    return invalidExpression(this.#parameter, syntaxError(token.text, this.#expression.slice(from, to)));
  }

  redundantParentheses(): AwsError {
    return invalidExpression(this.#parameter, REDUNDANT_PARENTHESES);
  }

  /** AWS stops counting at the first operator too many. */
  end(): void {
    this.expect('end');
    if (this.#operators > MAX_OPERATORS) {
      throw invalidExpression(this.#parameter, tooManyOperators(MAX_OPERATORS + 1));
    }
  }
}
