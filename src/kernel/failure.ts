import { AwsError } from './aws-error.ts';

/** What a caller hears of a failure that is ours: a sentence where somebody can mend it, e.g. a full disk; else no detail. */
export function toFailure(cause: unknown): AwsError {
  const sentence = userMessageOf(cause);
  return sentence === undefined
    ? new AwsError('InternalFailure', 'The request processing has failed because of an unknown error.', { status: 500 })
    : new AwsError('ServiceUnavailable', sentence, { status: 503 });
}

/** The sentence of an error that its reader can mend, wherever it comes from. */
export const userMessageOf = (error: unknown): string | undefined =>
  error instanceof Error && 'userMessage' in error ? String(error.userMessage) : undefined;
