import type { MessageAttributeValue, MessageSystemAttributeName } from '@aws-sdk/client-sqs';
import { unknownAttribute } from './errors.ts';
import { isBinary } from './message-attributes.ts';
import type { HiddenMessage, Message, MessageAttributes } from './message.ts';

const EVERYTHING = new Set(['All', '.*', '*']);

/** The attributes a receiver asked for, by name, by `prefix.*` or all. */
export function selectAttributes(
  attributes: MessageAttributes | undefined,
  names: readonly string[] | undefined,
): MessageAttributes | undefined {
  if (attributes === undefined || !names?.length) return undefined;
  if (names.some((name) => EVERYTHING.has(name))) return attributes;
  const prefixes = names.filter((name) => name.endsWith('.*')).map((name) => name.slice(0, -2));
  const selected = Object.entries(attributes).filter(
    ([name]) => names.includes(name) || prefixes.some((prefix) => name.startsWith(prefix)),
  );
  return selected.length === 0 ? undefined : Object.fromEntries(selected);
}

export const toAttributeValues = (attributes: MessageAttributes): Record<string, MessageAttributeValue> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { dataType, value }]) => [
      name,
      isBinary(dataType)
        ? { DataType: dataType, BinaryValue: Buffer.from(value, 'base64') }
        : { DataType: dataType, StringValue: value },
    ]),
  );

type Delivered = { readonly message: Message; readonly hidden: HiddenMessage };

const SYSTEM_ATTRIBUTES: Record<
  Exclude<MessageSystemAttributeName, 'All'>,
  (delivered: Delivered) => string | number | undefined
> = {
  SenderId: ({ message }) => message.senderId,
  SentTimestamp: ({ message }) => message.sentAt,
  ApproximateReceiveCount: ({ message, hidden }) => hidden.receiveCount + (message.earlierReceives ?? 0),
  ApproximateFirstReceiveTimestamp: ({ message, hidden }) => message.firstReceivedAt ?? hidden.firstReceivedAt,
  AWSTraceHeader: ({ message }) => message.traceHeader,
  DeadLetterQueueSourceArn: ({ message }) => message.deadLetterSourceArn,
  MessageGroupId: ({ message }) => message.groupId,
  // FIFO queues alone give these two.
  MessageDeduplicationId: () => undefined,
  SequenceNumber: () => undefined,
};

/** Refuses names that AWS does not know; `undefined` when none was asked for. */
export function checkSystemAttributeNames(names: readonly string[]): readonly string[] | undefined {
  const unknown = names.find((name) => name !== 'All' && !Object.hasOwn(SYSTEM_ATTRIBUTES, name));
  if (unknown !== undefined) throw unknownAttribute(unknown);
  if (names.length === 0) return undefined;
  return names.includes('All') ? Object.keys(SYSTEM_ATTRIBUTES) : names;
}

export function toSystemAttributes(delivered: Delivered, names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of names) {
    const value = SYSTEM_ATTRIBUTES[name as keyof typeof SYSTEM_ATTRIBUTES](delivered);
    if (value !== undefined) found[name] = String(value);
  }
  return found;
}
