import { createHash } from 'node:crypto';
import { isBinary, toBytes } from './message-attributes.ts';
import type { MessageAttributes } from './message.ts';

const STRING_TRANSPORT = Buffer.from([1]);
const BINARY_TRANSPORT = Buffer.from([2]);

/**
 * MD5 in hex, so that a client can see that its attributes came through.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export function digestAttributes(attributes: MessageAttributes | undefined): string | undefined {
  if (attributes === undefined) return undefined;
  const hash = createHash('md5');
  const update = (bytes: Buffer) => {
    const length = Buffer.allocUnsafe(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of Object.keys(attributes).sort()) {
    const { dataType, value } = attributes[name]!;
    update(Buffer.from(name));
    update(Buffer.from(dataType));
    hash.update(isBinary(dataType) ? BINARY_TRANSPORT : STRING_TRANSPORT);
    update(toBytes(dataType, value));
  }
  return hash.digest('hex');
}
