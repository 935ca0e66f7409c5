import { chain } from '../../../storage/maybe-promise.ts';
import type { Operation } from '../api.ts';
import { attemptEach, checkBatch, toBatchResult } from '../batch.ts';
import { missingParameter } from '../errors.ts';
import { parseQueueUrl, toQueueArn } from '../queue-address.ts';
import { receiptReader } from '../receipt-handle.ts';
import { useMailbox } from '../use-mailbox.ts';

const ENTRY = 'DeleteMessageBatchRequestEntry';

export const deleteMessageBatch: Operation<'DeleteMessageBatch'> = async (ctx, input) => {
  const address = parseQueueUrl(input.QueueUrl, ctx);
  const entries = checkBatch(input.Entries, ENTRY);
  const readHandle = receiptReader(toQueueArn(address));

  const attempts = await useMailbox(ctx, address, (mailbox) =>
    attemptEach(entries, ({ ReceiptHandle }, index) => {
      if (!ReceiptHandle) throw missingParameter(`${ENTRY}.${index + 1}.ReceiptHandle`);
      return chain(mailbox.find(readHandle(ReceiptHandle)), (hidden) => hidden && mailbox.remove(hidden));
    }),
  );
  return toBatchResult(attempts, (id) => ({ Id: id }));
};
