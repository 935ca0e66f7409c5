import type { Operation } from '../api.ts';
import { Mailbox } from '../mailbox.ts';
import { prepareMessage, putMessage } from '../new-message.ts';
import { parseQueueUrl, toQueueLane } from '../queue-address.ts';
import { requireQueue } from '../store.ts';

export const sendMessage: Operation<'SendMessage'> = async (ctx, input) => {
  const address = parseQueueUrl(input.QueueUrl, ctx);
  const outgoing = prepareMessage(ctx, input);

  await ctx.transact(toQueueLane(address), async (tx) => {
    const mailbox = await Mailbox.open(tx, await requireQueue(tx, ctx, address));
    putMessage(mailbox, outgoing);
    mailbox.save();
  });
  return {
    MessageId: outgoing.content.messageId,
    MD5OfMessageBody: outgoing.content.bodyMd5,
    MD5OfMessageAttributes: outgoing.attributesMd5,
    MD5OfMessageSystemAttributes: outgoing.systemAttributesMd5,
  };
};
