import type { Operation } from '../api.ts';
import { changeVisibility, checkChange } from '../change-visibility.ts';
import { parseQueueUrl } from '../queue-address.ts';
import { useMailbox } from '../use-mailbox.ts';

export const changeMessageVisibility: Operation<'ChangeMessageVisibility'> = async (ctx, input) => {
  const address = parseQueueUrl(input.QueueUrl, ctx);
  const { receiptHandle, timeoutSeconds } = checkChange(input);

  await useMailbox(ctx, address, (mailbox) => changeVisibility(mailbox, receiptHandle, timeoutSeconds));
  return {};
};
