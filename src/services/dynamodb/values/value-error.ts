import { AwsError } from '../../../kernel/aws-error.ts';
import { MAX_CURRENT_JSON_LEVELS } from './limits.ts';

/**
 * What is wrong with a number or a set, in both of DynamoDB's wordings: batch writes, transactions, Scan and PartiQL
 * have an older one, operations on single items and queries a newer one.
 */
export class ValueError extends AwsError {
  /** The newer words. */
  readonly current: string;

  constructor(message: string, current = message) {
    super('ValidationException', message, { status: 400 });
    this.current = current;
  }
}

/** Reads the values of a request whose errors have the newer words. */
export function inCurrentWords<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof ValueError ? new AwsError(error.code, error.current, { status: 400 }) : error;
  }
}

/**
 * Reads a write of one item. What its request alone shows to be wrong, DynamoDB counts among the violations of constraints,
 * and says in the newer words; unless some value of it is nested so deep that the older checks get it.
 */
export function inCurrentWordsOfWrites<I, T>(input: I, read: (input: I) => T): T {
  try {
    return read(input);
  } catch (error) {
    if (!(error instanceof AwsError) || isNestedBeyond(input, MAX_CURRENT_JSON_LEVELS)) throw error;
    const message = error instanceof ValueError ? error.current : error.message;
    throw new AwsError(error.code, `1 validation error detected: ${message}`, { status: 400 });
  }
}

const isNestedBeyond = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isNestedBeyond(inner, levels - 1)));
