import { AwsError } from '../../../kernel/aws-error.ts';

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

/** Of a write of one item, which counts a bad value among the violations of constraints. */
export function inCurrentWordsOfWrites<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    throw new AwsError(error.code, `1 validation error detected: ${error.current}`, { status: 400 });
  }
}
