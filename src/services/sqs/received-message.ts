import type { Message as MessageOutput } from '@aws-sdk/client-sqs';
import { digestAttributes } from './attribute-digest.ts';
import { selectAttributes, toAttributeValues, toSystemAttributes } from './attribute-filter.ts';
import { bodyOf } from './message-body.ts';
import type { Delivery } from './take-messages.ts';

/** What a receiver wants of a message beside its body. */
export interface Wanted {
  /** `undefined` where none was asked for. */
  readonly systemNames: readonly string[] | undefined;
  readonly attributeNames: readonly string[] | undefined;
}

/** Messages as the SDK types them. */
export const toReceivedMessages = (
  deliveries: readonly Delivery[],
  toHandle: (delivery: Delivery['hidden']) => string,
  wanted: Wanted,
): MessageOutput[] => deliveries.map((delivery) => toOutput(delivery, toHandle(delivery.hidden), wanted));

function toOutput(delivery: Delivery, receiptHandle: string, { systemNames, attributeNames }: Wanted): MessageOutput {
  const { message } = delivery;
  const attributes = selectAttributes(message.attributes, attributeNames);
  return {
    MessageId: message.messageId,
    ReceiptHandle: receiptHandle,
    MD5OfBody: message.bodyMd5,
    Body: bodyOf(message),
    Attributes: systemNames && toSystemAttributes(delivery, systemNames),
    MD5OfMessageAttributes: digestAttributes(attributes),
    MessageAttributes: attributes && toAttributeValues(attributes),
  };
}
