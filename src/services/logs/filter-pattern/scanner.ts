import { invalidFilterPattern } from '../errors.ts';
import { type Comparator, type Operand, toOperand } from './condition.ts';

const COMPARATOR = /!=|<=|>=|=|<|>/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"/y;
const EXPRESSION = /%((?:[^%\\]|\\.)*)%/y;

/** Reads a pattern from left to right; whitespace between tokens does not count. */
export class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    this.#skipSpace();
    return this.#at >= this.#text.length;
  }

  /** The match of a sticky expression here, or undefined and nothing is consumed. */
  take(expression: RegExp): RegExpExecArray | undefined {
    this.#skipSpace();
    expression.lastIndex = this.#at;
    const match = expression.exec(this.#text);
    if (!match) return undefined;
    this.#at = expression.lastIndex;
    return match;
  }

  takeText(text: string): boolean {
    this.#skipSpace();
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  takeComparator(): Comparator | undefined {
    return this.take(COMPARATOR)?.[0] as Comparator | undefined;
  }

  /** `"text"`, `%expression%` or what `bare` lets stand without quotes. */
  requireOperand(bare: RegExp): Operand {
    const quoted = this.take(QUOTED);
    if (quoted) return { kind: 'text', text: quoted[1]!.replaceAll(/\\(.)/g, '$1') };
    const expression = this.take(EXPRESSION);
    if (expression) return { kind: 'expression', source: expression[1]! };
    const word = this.take(bare);
    if (!word) throw invalidFilterPattern();
    return toOperand(word[0]);
  }

  #skipSpace(): void {
    while (this.#at < this.#text.length && /\s/.test(this.#text[this.#at]!)) this.#at++;
  }
}
