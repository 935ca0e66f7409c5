import type { AwsError } from '../../../kernel/aws-error.ts';
import type { Value } from '../values/value.ts';
import { invalidExpression, pathTooDeep, undefinedName, undefinedValue, type ExpressionParameter } from './errors.ts';
import { MAX_PATH_LEVELS } from './limits.ts';
import type { Path } from './path.ts';
import type { Placeholders } from './placeholders.ts';
import type { PathSyntax, StepSyntax, ValueSyntax } from './syntax.ts';

/** What stands for the names and values of one expression, and the words for what is wrong with it. */
export interface Binder {
  invalid(problem: string): AwsError;
  path(path: PathSyntax): Path;
  value(value: ValueSyntax): Value;
}

/** Replaces the placeholders of an expression parameter. */
export class PlaceholderBinder implements Binder {
  readonly #parameter: ExpressionParameter;
  readonly #placeholders: Placeholders;

  constructor(parameter: ExpressionParameter, placeholders: Placeholders) {
    this.#parameter = parameter;
    this.#placeholders = placeholders;
  }

  invalid(problem: string): AwsError {
    return invalidExpression(this.#parameter, problem);
  }

  path({ steps }: PathSyntax): Path {
    const path = steps.map((step) => this.#step(step));
    if (path.length > MAX_PATH_LEVELS) throw this.invalid(pathTooDeep(path.length));
    return path;
  }

  value({ placeholder }: ValueSyntax): Value {
    const value = this.#placeholders.value(placeholder);
    if (!value) throw this.invalid(undefinedValue(placeholder));
    return value;
  }

  #step({ kind, text }: StepSyntax): string | number {
    if (kind === 'index') return Number(text);
    if (kind === 'word') return text;
    const name = this.#placeholders.name(text);
    if (name === undefined) throw this.invalid(undefinedName(text));
    return name;
  }
}
