import type { Operation } from '../api.ts';
import { attemptEach, checkBatch, toBatchResult } from '../batch.ts';
import { changeVisibility, checkChange } from '../change-visibility.ts';
import { parseQueueUrl } from '../queue-address.ts';
import { useMailbox } from '../use-mailbox.ts';

// AWS calls the entries of the other batches …RequestEntry, and of this one so.
const ENTRY = 'ChangeMessageVisibilityBatch';

export const changeMessageVisibilityBatch: Operation<'ChangeMessageVisibilityBatch'> = async (ctx, input) => {
  const address = parseQueueUrl(input.QueueUrl, ctx);
  const entries = checkBatch(input.Entries, ENTRY);

  const attempts = await useMailbox(ctx, address, (mailbox) =>
    attemptEach(entries, (entry, index) => {
      const { receiptHandle, timeoutSeconds } = checkChange(entry, `${ENTRY}.${index + 1}.`);
      return changeVisibility(mailbox, receiptHandle, timeoutSeconds);
    }),
  );
  return toBatchResult(attempts, (id) => ({ Id: id }));
};
