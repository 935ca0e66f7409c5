import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../kernel/aws-error.ts';
import { isKeyValueError, transactionCanceled } from '../errors.ts';

/** What one action of a transaction came to. */
export type Attempt<T> = { readonly value: T } | { readonly error: AwsError };

/** Every action is tried, for the answer names the reasons of all of them. */
export function attempt<T>(action: () => T): Attempt<T> {
  try {
    return { value: action() };
  } catch (error) {
    if (error instanceof AwsError) return { error };
    throw error;
  }
}

/** Key values that can be no key are a fault of the request, which is refused before anything is looked at. */
export function requireKeyValues(attempts: readonly Attempt<unknown>[]): void {
  for (const one of attempts) if ('error' in one && isKeyValueError(one.error)) throw one.error;
}

/** The values, if no action failed; otherwise the transaction is cancelled. */
export function requireAll<T>(attempts: readonly Attempt<T>[]): readonly T[] {
  const values = attempts.flatMap((one) => ('value' in one ? [one.value] : []));
  if (values.length < attempts.length) throw transactionCanceled(attempts.map(toReason));
  return values;
}

/** The same where DynamoDB looks no further than the first that failed: it alone has a reason. */
export function requireInTurn<T>(attempts: readonly Attempt<T>[]): readonly T[] {
  const failed = attempts.find((one) => 'error' in one);
  if (failed) throw transactionCanceled(attempts.map((one) => (one === failed ? toReason(one) : NONE)));
  return requireAll(attempts);
}

const NONE: CancellationReason = { Code: 'None' };

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CancellationReason.html */
function toReason(one: Attempt<unknown>): CancellationReason {
  if ('value' in one) return NONE;
  const { code, message, fields } = one.error;
  const reason = { Code: toReasonCode(code), Message: message };
  const item = fields['Item'] as CancellationReason['Item'];
  return item ? { ...reason, Item: item } : reason;
}

/** `ConditionalCheckFailedException` is the reason `ConditionalCheckFailed`; some have a name of their own. */
const toReasonCode = (errorCode: string): string => REASONS[errorCode] ?? errorCode.replace(/Exception$/, '');

const REASONS: Readonly<Record<string, string>> = {
  ThrottlingException: 'ThrottlingError',
  ValidationException: 'ValidationError',
};
