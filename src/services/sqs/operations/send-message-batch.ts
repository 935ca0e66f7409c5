import type { SendMessageBatchRequestEntry } from '@aws-sdk/client-sqs';
import type { Operation } from '../api.ts';
import { attemptEach, checkBatch, toBatchResult } from '../batch.ts';
import { batchRequestTooLong } from '../errors.ts';
import { MAX_BATCH_SIZE_BYTES } from '../limits.ts';
import { prepareMessage, putMessage } from '../new-message.ts';
import { parseQueueUrl } from '../queue-address.ts';
import { useMailbox } from '../use-mailbox.ts';

export const sendMessageBatch: Operation<'SendMessageBatch'> = async (ctx, input) => {
  const address = parseQueueUrl(input.QueueUrl, ctx);
  const entries = checkBatch(input.Entries, 'SendMessageBatchRequestEntry');
  checkSize(entries);
  const prepared = await attemptEach(entries, (entry, index) => prepareMessage(ctx, entry, index));

  const attempts = await useMailbox(ctx, address, (mailbox) =>
    attemptEach(prepared, (attempt) => {
      if ('error' in attempt) throw attempt.error;
      putMessage(mailbox, attempt.value);
      return attempt.value;
    }),
  );
  return toBatchResult(
    attempts.map((attempt) => ({ ...attempt, entry: attempt.entry.entry })),
    (id, { content, attributesMd5, systemAttributesMd5 }) => ({
      Id: id,
      MessageId: content.messageId,
      MD5OfMessageBody: content.bodyMd5,
      MD5OfMessageAttributes: attributesMd5,
      MD5OfMessageSystemAttributes: systemAttributesMd5,
    }),
  );
};

/** Counts what was written, right or wrong: nothing of a batch that is too long is looked at. */
function checkSize(entries: readonly SendMessageBatchRequestEntry[]): void {
  const sizeBytes = entries.reduce((total, entry) => total + sizeOf(entry), 0);
  if (sizeBytes > MAX_BATCH_SIZE_BYTES) throw batchRequestTooLong(sizeBytes);
}

function sizeOf({ MessageBody, MessageAttributes }: SendMessageBatchRequestEntry): number {
  const attributes = Object.entries(MessageAttributes ?? {}).map(
    ([name, { DataType, StringValue, BinaryValue }]) =>
      Buffer.byteLength(name + (DataType ?? '') + (StringValue ?? '')) + (BinaryValue?.length ?? 0),
  );
  return attributes.reduce((total, size) => total + size, Buffer.byteLength(MessageBody ?? ''));
}
