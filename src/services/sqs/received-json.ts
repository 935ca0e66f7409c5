import { RawJson } from '../../model/raw-json.ts';
import { digestAttributes } from './attribute-digest.ts';
import { selectAttributes, toSystemAttributes } from './attribute-filter.ts';
import { isBinary } from './message-attributes.ts';
import { writeBodyJson } from './message-body.ts';
import type { MessageAttributes } from './message.ts';
import type { Wanted } from './received-message.ts';
import type { Delivery } from './take-messages.ts';

const START = '{"Messages":[';
const END = ']}';

/** A receive's whole answer on the wire: nobody parses what is stored as it is answered, and it is copied once. */
export function toReceivedJson(
  deliveries: readonly Delivery[],
  toHandle: (delivery: Delivery['hidden']) => string,
  wanted: Wanted,
): RawJson {
  const heads: string[] = [];
  const tails: Buffer[] = [];
  let size = START.length + deliveries.length - 1 + END.length;
  for (const delivery of deliveries) {
    const head = headOf(delivery, toHandle(delivery.hidden));
    const tail = tailOf(delivery, wanted);
    size += head.length + delivery.message.bodyJson.length + tail.length;
    heads.push(head);
    tails.push(tail);
  }
  const json = Buffer.allocUnsafe(size);
  let at = json.write(START, 'latin1');
  for (const [index, { message }] of deliveries.entries()) {
    if (index > 0) at += json.write(',', at, 'latin1');
    at += json.write(heads[index]!, at, 'latin1');
    at += writeBodyJson(message.bodyJson, json, at);
    at += tails[index]!.copy(json, at);
  }
  json.write(END, at, 'latin1');
  return new RawJson(json);
}

/** All ASCII. */
const headOf = ({ message: { messageId, bodyMd5 } }: Delivery, receiptHandle: string): string =>
  `{"MessageId":"${messageId}","ReceiptHandle":"${receiptHandle}","MD5OfBody":"${bodyMd5}","Body":`;

const NO_ATTRIBUTES = Buffer.from('}');

function tailOf(delivery: Delivery, { systemNames, attributeNames }: Wanted): Buffer {
  const selected = selectAttributes(delivery.message.attributes, attributeNames);
  if (!systemNames && !selected) return NO_ATTRIBUTES;
  let json = '';
  if (systemNames) json += `,"Attributes":${JSON.stringify(toSystemAttributes(delivery, systemNames))}`;
  if (selected) {
    json += `,"MD5OfMessageAttributes":"${digestAttributes(selected)}"`;
    json += `,"MessageAttributes":${JSON.stringify(toJsonValues(selected))}`;
  }
  return Buffer.from(`${json}}`);
}

/** Binary values are in base64 in storage as they are on the wire. */
const toJsonValues = (attributes: MessageAttributes): Record<string, object> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { dataType, value }]) => [
      name,
      isBinary(dataType) ? { BinaryValue: value, DataType: dataType } : { StringValue: value, DataType: dataType },
    ]),
  );
