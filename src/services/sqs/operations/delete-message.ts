import type { Operation } from '../api.ts';
import { missingParameter } from '../errors.ts';
import { Mailbox } from '../mailbox.ts';
import { parseQueueUrl, toQueueArn, toQueueLane } from '../queue-address.ts';
import { parseReceiptHandle } from '../receipt-handle.ts';
import { requireQueue } from '../store.ts';

export const deleteMessage: Operation<'DeleteMessage'> = async (ctx, input) => {
  const address = parseQueueUrl(input.QueueUrl, ctx);
  if (!input.ReceiptHandle) throw missingParameter('ReceiptHandle');
  const receipt = parseReceiptHandle(input.ReceiptHandle, toQueueArn(address));

  await ctx.transact(toQueueLane(address), async (tx) => {
    const mailbox = await Mailbox.open(tx, await requireQueue(tx, ctx, address));
    const hidden = await mailbox.find(receipt);
    // Deleting what is gone succeeds, so that a retry may.
    if (!hidden) return;
    mailbox.remove(hidden);
    mailbox.save();
  });
  return {};
};
