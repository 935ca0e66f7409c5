import type { Operation } from '../api.ts';
import { prepareMessage, putMessage } from '../new-message.ts';
import { parseQueueUrl } from '../queue-address.ts';
import { useMailbox } from '../use-mailbox.ts';

export const sendMessage: Operation<'SendMessage'> = async (ctx, input) => {
  const address = parseQueueUrl(input.QueueUrl, ctx);
  const outgoing = prepareMessage(ctx, input);

  await useMailbox(ctx, address, (mailbox) => putMessage(mailbox, outgoing));
  return {
    MessageId: outgoing.content.messageId,
    MD5OfMessageBody: outgoing.content.bodyMd5,
    MD5OfMessageAttributes: outgoing.attributesMd5,
    MD5OfMessageSystemAttributes: outgoing.systemAttributesMd5,
  };
};
