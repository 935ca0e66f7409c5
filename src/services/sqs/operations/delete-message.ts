import { chain } from '../../../storage/maybe-promise.ts';
import type { Operation } from '../api.ts';
import { missingParameter } from '../errors.ts';
import { parseQueueUrl, toQueueArn } from '../queue-address.ts';
import { parseReceiptHandle } from '../receipt-handle.ts';
import { useMailbox } from '../use-mailbox.ts';

export const deleteMessage: Operation<'DeleteMessage'> = async (ctx, input) => {
  const address = parseQueueUrl(input.QueueUrl, ctx);
  if (!input.ReceiptHandle) throw missingParameter('ReceiptHandle');
  const receipt = parseReceiptHandle(input.ReceiptHandle, toQueueArn(address));

  await useMailbox(ctx, address, (mailbox) =>
    // Deleting what is gone succeeds, so that a retry may.
    chain(mailbox.find(receipt), (hidden) => hidden && mailbox.remove(hidden)),
  );
  return {};
};
