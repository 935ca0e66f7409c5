import type { Message as MessageOutput } from '@aws-sdk/client-sqs';
import type { ProtocolName } from '../../kernel/context.ts';
import { RawJson } from '../../model/raw-json.ts';
import { digestAttributes } from './attribute-digest.ts';
import { selectAttributes, toAttributeValues, toSystemAttributes } from './attribute-filter.ts';
import { toByteText } from './byte-text.ts';
import { isBinary } from './message-attributes.ts';
import { bodyOf } from './message-body.ts';
import type { MessageAttributes } from './message.ts';
import type { Delivery } from './take-messages.ts';

/** What a receiver wants of a message beside its body. */
interface Wanted {
  /** `undefined` where none was asked for. */
  readonly systemNames: readonly string[] | undefined;
  readonly attributeNames: readonly string[] | undefined;
}

/** Messages for an answer: on the wire their stored text, which nobody needs to parse; else as the SDK types them. */
export function toReceivedMessages(
  deliveries: readonly Delivery[],
  toHandle: (delivery: Delivery['hidden']) => string,
  wanted: Wanted,
  protocol: ProtocolName,
): MessageOutput[] {
  if (protocol !== 'awsJson1_0')
    return deliveries.map((delivery) => toOutput(delivery, toHandle(delivery.hidden), wanted));
  let json = '';
  for (const delivery of deliveries)
    json += (json === '' ? '[' : ',') + toJson(delivery, toHandle(delivery.hidden), wanted);
  // The serializer takes this in the place of any value; the SDK's types do not know it.
  return new RawJson(Buffer.from(`${json}]`, 'latin1')) as unknown as MessageOutput[];
}

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

/** The same, in UTF-8 with one character a byte. */
function toJson(delivery: Delivery, receiptHandle: string, { systemNames, attributeNames }: Wanted): string {
  const { messageId, bodyMd5, bodyJson, attributes } = delivery.message;
  let json = `{"MessageId":"${messageId}","ReceiptHandle":"${receiptHandle}","MD5OfBody":"${bodyMd5}","Body":${bodyJson}`;
  if (systemNames) json += `,"Attributes":${toByteText(JSON.stringify(toSystemAttributes(delivery, systemNames)))}`;
  const selected = selectAttributes(attributes, attributeNames);
  if (selected) {
    json += `,"MD5OfMessageAttributes":"${digestAttributes(selected)}"`;
    json += `,"MessageAttributes":${toByteText(JSON.stringify(toJsonValues(selected)))}`;
  }
  return `${json}}`;
}

/** Binary values are in base64 in storage as they are on the wire. */
const toJsonValues = (attributes: MessageAttributes): Record<string, object> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { dataType, value }]) => [
      name,
      isBinary(dataType) ? { BinaryValue: value, DataType: dataType } : { StringValue: value, DataType: dataType },
    ]),
  );
