import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../kernel/aws-error.ts';

const NONE: CancellationReason = { Code: 'None' };

/**
 * Does something for each statement of a transaction; where it is refused for some, the transaction is cancelled, with
 * a reason for each. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CancellationReason.html
 */
export function forEach<S, T>(statements: readonly S[], body: (statement: S, at: number) => T): readonly T[] {
  const results: T[] = [];
  const reasons = statements.map((statement, at) => {
    try {
      results.push(body(statement, at));
      return NONE;
    } catch (error) {
      if (error instanceof AwsError) return toReason(error);
      throw error;
    }
  });
  if (results.length < statements.length) throw transactionCanceled(reasons);
  return results;
}

function toReason({ code, message, fields }: AwsError): CancellationReason {
  const Code = code === 'ValidationException' ? 'ValidationError' : code.replace(/Exception$/, '');
  return { Code, Message: message, ...fields };
}

const transactionCanceled = (reasons: readonly CancellationReason[]) =>
  new AwsError(
    'TransactionCanceledException',
    'Transaction cancelled, please refer cancellation reasons for specific reasons ' +
      `[${reasons.map(({ Code }) => Code).join(', ')}]`,
    { fields: { CancellationReasons: reasons } },
  );
