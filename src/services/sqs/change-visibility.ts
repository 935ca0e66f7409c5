import { chain } from '../../storage/maybe-promise.ts';
import type { MaybePromise } from '../../storage/storage.ts';
import { invalidValue, messageNotAvailable, missingParameter, visibilityBeyondLimit } from './errors.ts';
import { MAX_VISIBILITY_TIMEOUT_SECONDS } from './limits.ts';
import type { Mailbox } from './mailbox.ts';
import { toQueueArn } from './queue-address.ts';
import { parseReceiptHandle } from './receipt-handle.ts';

interface Change {
  readonly ReceiptHandle: string | undefined;
  readonly VisibilityTimeout?: number | undefined;
}

/** `scope` goes before the names of missing parameters, as AWS does it inside a batch. */
export function checkChange(change: Change, scope = ''): { receiptHandle: string; timeoutSeconds: number } {
  const { ReceiptHandle: receiptHandle, VisibilityTimeout: timeoutSeconds } = change;
  if (!receiptHandle) throw missingParameter(`${scope}ReceiptHandle`);
  if (timeoutSeconds === undefined) throw missingParameter(`${scope}VisibilityTimeout`);
  if (timeoutSeconds >= 0 && timeoutSeconds <= MAX_VISIBILITY_TIMEOUT_SECONDS) return { receiptHandle, timeoutSeconds };
  throw invalidValue(
    timeoutSeconds,
    'VisibilityTimeout',
    `VisibilityTimeout must be an integer between 0 and ${MAX_VISIBILITY_TIMEOUT_SECONDS}.`,
  );
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html */
export function changeVisibility(mailbox: Mailbox, receiptHandle: string, timeoutSeconds: number): MaybePromise<void> {
  const receipt = parseReceiptHandle(receiptHandle, toQueueArn(mailbox.queue));
  return chain(mailbox.find(receipt), (hidden) => {
    if (!hidden) throw messageNotAvailable(receiptHandle);
    // AWS says yes to a timeout that has lapsed, and changes nothing.
    if (hidden.visibleAt <= mailbox.now) return;
    if (mailbox.now + timeoutSeconds * 1000 > hidden.receivedAt + MAX_VISIBILITY_TIMEOUT_SECONDS * 1000)
      throw visibilityBeyondLimit(timeoutSeconds);
    mailbox.hide(hidden, timeoutSeconds);
  });
}
