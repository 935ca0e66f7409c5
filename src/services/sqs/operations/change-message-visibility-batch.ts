import type { Operation } from '../api.ts';
import { attemptEach, checkBatch, toBatchResult } from '../batch.ts';
import { changeVisibility, checkChange } from '../change-visibility.ts';
import { Mailbox } from '../mailbox.ts';
import { parseQueueUrl, toQueueLane } from '../queue-address.ts';
import { requireQueue } from '../store.ts';

// AWS calls the entries of the other batches …RequestEntry, and of this one so.
const ENTRY = 'ChangeMessageVisibilityBatch';

export const changeMessageVisibilityBatch: Operation<'ChangeMessageVisibilityBatch'> = async (ctx, input) => {
  const address = parseQueueUrl(input.QueueUrl, ctx);
  const entries = checkBatch(input.Entries, ENTRY);

  const attempts = await ctx.transact(toQueueLane(address), async (tx) => {
    const mailbox = await Mailbox.open(tx, await requireQueue(tx, ctx, address));
    const changed = await attemptEach(entries, async (entry, index) => {
      const { receiptHandle, timeoutSeconds } = checkChange(entry, `${ENTRY}.${index + 1}.`);
      await changeVisibility(mailbox, receiptHandle, timeoutSeconds);
    });
    mailbox.save();
    return changed;
  });
  return toBatchResult(attempts, (id) => ({ Id: id }));
};
