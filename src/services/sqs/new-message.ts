import { hash } from 'node:crypto';
import type { SendMessageRequest } from '@aws-sdk/client-sqs';
import type { Principal } from '../../auth/principal.ts';
import type { Context } from '../../kernel/context.ts';
import { digestAttributes } from './attribute-digest.ts';
import { invalidParameterValue, invalidValue, messageTooLong } from './errors.ts';
import { MAX_DELAY_SECONDS } from './limits.ts';
import type { Mailbox } from './mailbox.ts';
import { checkAttributes, checkSystemAttributes, sizeOfAttributes } from './message-attributes.ts';
import { checkBody, toBodyJson } from './message-body.ts';
import type { Content } from './message.ts';

type Entry = Omit<SendMessageRequest, 'QueueUrl'>;

/** A message as its sender wrote it, checked in all that does not depend on the queue. */
export interface Outgoing {
  readonly content: Content;
  readonly sizeBytes: number;
  /** The queue's default when the sender did not say. */
  readonly delaySeconds: number | undefined;
  readonly attributesMd5: string | undefined;
  readonly systemAttributesMd5: string | undefined;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const GROUP_ID = /^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]{1,128}$/;
const GROUP_ID_RULE = 'MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length';

/** `batchIndex` counts from 0; AWS words some errors differently inside a batch. */
export function prepareMessage(ctx: Context, entry: Entry, batchIndex?: number): Outgoing {
  const bodyName = 'MessageBody';
  const body = checkBody(
    entry.MessageBody,
    batchIndex === undefined ? bodyName : `SendMessageBatchRequestEntry.${batchIndex + 1}.${bodyName}`,
  );
  checkQueueType(entry, batchIndex !== undefined);
  const { DelaySeconds: delaySeconds } = entry;
  if (delaySeconds !== undefined && !(delaySeconds >= 0 && delaySeconds <= MAX_DELAY_SECONDS))
    throw invalidValue(delaySeconds, 'DelaySeconds', `DelaySeconds must be >= 0 and <= ${MAX_DELAY_SECONDS}.`);

  const attributes = checkAttributes(entry.MessageAttributes);
  const systemAttributes = checkSystemAttributes(entry.MessageSystemAttributes);
  return {
    content: {
      messageId: ctx.random.uuid(),
      bodyJson: toBodyJson(body),
      bodyMd5: hash('md5', body),
      attributes,
      senderId: toSenderId(ctx.principal),
      groupId: entry.MessageGroupId,
      // https://docs.aws.amazon.com/xray/latest/devguide/xray-services-sqs.html: the attribute overrides the header.
      traceHeader: systemAttributes?.['AWSTraceHeader']?.value ?? ctx.traceHeader,
    },
    sizeBytes: Buffer.byteLength(body) + sizeOfAttributes(attributes),
    delaySeconds,
    attributesMd5: digestAttributes(attributes),
    systemAttributesMd5: digestAttributes(systemAttributes),
  };
}

export function putMessage(mailbox: Mailbox, { content, sizeBytes, delaySeconds }: Outgoing): void {
  const { queue } = mailbox;
  if (sizeBytes > queue.maximumMessageSizeBytes) throw messageTooLong(queue.maximumMessageSizeBytes);
  mailbox.add(content, mailbox.now, delaySeconds ?? queue.delaySeconds);
}

/** A message group is allowed on a standard queue (fair queues), a deduplication id is not. */
function checkQueueType({ MessageDeduplicationId, MessageGroupId }: Entry, isBatch: boolean): void {
  if (MessageDeduplicationId !== undefined) {
    throw invalidParameterValue(
      isBatch
        ? 'The request include parameter that is not valid for this queue type'
        : 'The request include parameter MessageDeduplicationId which is not valid for this queue type',
    );
  }
  if (MessageGroupId === undefined || GROUP_ID.test(MessageGroupId)) return;
  throw isBatch
    ? invalidParameterValue(GROUP_ID_RULE)
    : invalidValue(MessageGroupId, 'MessageGroupId', `${GROUP_ID_RULE}.`);
}

/** The user's or role session's unique id; the account for anybody else. */
function toSenderId(principal: Principal): string {
  if (principal.kind === 'user') return principal.userId;
  if (principal.kind === 'role') return `${principal.roleId}:${principal.sessionName}`;
  return principal.accountId;
}
