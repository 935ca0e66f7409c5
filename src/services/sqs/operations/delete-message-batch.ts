import { chain } from '../../../storage/maybe-promise.ts';
import type { Operation } from '../api.ts';
import { attemptEach, checkBatch, toBatchResult } from '../batch.ts';
import { missingParameter } from '../errors.ts';
import { Mailbox } from '../mailbox.ts';
import { parseQueueUrl, toQueueArn, toQueueLane } from '../queue-address.ts';
import { receiptReader } from '../receipt-handle.ts';
import { requireQueue } from '../store.ts';

const ENTRY = 'DeleteMessageBatchRequestEntry';

export const deleteMessageBatch: Operation<'DeleteMessageBatch'> = async (ctx, input) => {
  const address = parseQueueUrl(input.QueueUrl, ctx);
  const entries = checkBatch(input.Entries, ENTRY);
  const readHandle = receiptReader(toQueueArn(address));

  const attempts = await ctx.transact(toQueueLane(address), async (tx) => {
    const mailbox = await Mailbox.open(tx, await requireQueue(tx, ctx, address));
    const deleted = await attemptEach(entries, ({ ReceiptHandle }, index) => {
      if (!ReceiptHandle) throw missingParameter(`${ENTRY}.${index + 1}.ReceiptHandle`);
      return chain(mailbox.find(readHandle(ReceiptHandle)), (hidden) => hidden && mailbox.remove(hidden));
    });
    mailbox.save();
    return deleted;
  });
  return toBatchResult(attempts, (id) => ({ Id: id }));
};
