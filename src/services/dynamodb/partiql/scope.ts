import type { AwsError } from '../../../kernel/aws-error.ts';
import type { AttributeValue } from '../api.ts';
import { validationException } from '../errors.ts';
import type { Binder } from '../expressions/binder.ts';
import { pathTooDeep } from '../expressions/errors.ts';
import { MAX_PATH_LEVELS } from '../expressions/limits.ts';
import type { Path } from '../expressions/path.ts';
import type { PathSyntax, ValueSyntax } from '../expressions/syntax.ts';
import { toValue } from '../values/check.ts';
import type { Value } from '../values/value.ts';
import { nullMustBeTrue, parameterCountMismatch } from './errors.ts';
import { placeOf, type Token } from './token.ts';

/**
 * One run of a statement: its text, for places in errors, its parameters, and the values that it gives to the
 * expression language, into whose conditions and updates PartiQL is translated.
 */
export class Scope implements Binder {
  readonly #statement: string;
  readonly #parameters: readonly Value[];
  readonly #values: Value[] = [];

  constructor(statement: string, parameters: readonly Value[]) {
    this.#statement = statement;
    this.#parameters = parameters;
  }

  placeOf(token: Token): string {
    return placeOf(this.#statement, token);
  }

  /** There may be more parameters than the statement has places for, but not fewer. */
  parameter(index: number): Value {
    const value = this.#parameters[index];
    if (!value) throw parameterCountMismatch();
    return value;
  }

  /** Where an expression would have a placeholder, PartiQL has the value itself. */
  toValueSyntax(value: Value): ValueSyntax {
    return { kind: 'value', placeholder: String(this.#values.push(value) - 1) };
  }

  /** PartiQL says what the expressions say, without naming the parameter. */
  invalid(problem: string): AwsError {
    return validationException(problem);
  }

  path({ steps }: PathSyntax): Path {
    if (steps.length > MAX_PATH_LEVELS) throw this.invalid(pathTooDeep(steps.length));
    return steps.map(({ kind, text }) => (kind === 'index' ? Number(text) : text));
  }

  value({ placeholder }: ValueSyntax): Value {
    return this.#values[Number(placeholder)]!;
  }
}

/** The parameters are looked at before the statement is. */
export const toParameters = (parameters: readonly AttributeValue[] | undefined): readonly Value[] =>
  (parameters ?? []).map((parameter) => {
    const value = toValue(parameter);
    requireTrueNulls(parameter);
    return value;
  });

/** Items may have a NULL that is false, parameters may not. */
function requireTrueNulls(value: AttributeValue): void {
  if (value.NULL === false) throw nullMustBeTrue();
  for (const element of value.L ?? Object.values(value.M ?? {})) requireTrueNulls(element);
}
