import type { Operation } from '../api.ts';
import { changeVisibility, checkChange } from '../change-visibility.ts';
import { Mailbox } from '../mailbox.ts';
import { parseQueueUrl, toQueueLane } from '../queue-address.ts';
import { requireQueue } from '../store.ts';

export const changeMessageVisibility: Operation<'ChangeMessageVisibility'> = async (ctx, input) => {
  const address = parseQueueUrl(input.QueueUrl, ctx);
  const { receiptHandle, timeoutSeconds } = checkChange(input);

  await ctx.transact(toQueueLane(address), async (tx) => {
    const mailbox = await Mailbox.open(tx, await requireQueue(tx, ctx, address));
    await changeVisibility(mailbox, receiptHandle, timeoutSeconds);
    mailbox.save();
  });
  return {};
};
