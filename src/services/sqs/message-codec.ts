import type { Codec } from '../../storage/row-format.ts';
import type { Message } from './message.ts';

// [number, sentAt, arrivedAt: doubles][length of the ids][ids][length of the rest][rest: JSON, if any][body].
// A body is neither escaped nor parsed, and the usual message has no JSON at all.
const DOUBLES_BYTES = 24;
const LENGTH_BYTES = 4;
const IDS_START = DOUBLES_BYTES + LENGTH_BYTES;

// All in one text: three ids of known length, then the sender's.
const QUEUE_ID_END = 16;
const MESSAGE_ID_END = QUEUE_ID_END + 36;
const MD5_END = MESSAGE_ID_END + 32;

type Rest = Pick<
  Message,
  'attributes' | 'groupId' | 'traceHeader' | 'deadLetterSourceArn' | 'earlierReceives' | 'firstReceivedAt'
>;
const NO_REST: Rest = {};

export const messageCodec: Codec<Message> = {
  encode(message) {
    const ids = message.queueId + message.messageId + message.bodyMd5 + message.senderId;
    const idsLength = Buffer.byteLength(ids);
    const rest = restOf(message);
    const restLength = Buffer.byteLength(rest);
    const restStart = IDS_START + idsLength + LENGTH_BYTES;
    const bytes = Buffer.allocUnsafe(restStart + restLength + Buffer.byteLength(message.body));
    bytes.writeDoubleBE(message.number, 0);
    bytes.writeDoubleBE(message.sentAt, 8);
    bytes.writeDoubleBE(message.arrivedAt, 16);
    bytes.writeUInt32BE(idsLength, DOUBLES_BYTES);
    bytes.write(ids, IDS_START);
    bytes.writeUInt32BE(restLength, IDS_START + idsLength);
    bytes.write(rest, restStart);
    bytes.write(message.body, restStart + restLength);
    return bytes;
  },

  decode(stored) {
    const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
    const idsEnd = IDS_START + bytes.readUInt32BE(DOUBLES_BYTES);
    const ids = bytes.toString('utf8', IDS_START, idsEnd);
    const restStart = idsEnd + LENGTH_BYTES;
    const bodyStart = restStart + bytes.readUInt32BE(idsEnd);
    const rest = bodyStart === restStart ? NO_REST : (JSON.parse(bytes.toString('utf8', restStart, bodyStart)) as Rest);
    return {
      queueId: ids.slice(0, QUEUE_ID_END),
      messageId: ids.slice(QUEUE_ID_END, MESSAGE_ID_END),
      bodyMd5: ids.slice(MESSAGE_ID_END, MD5_END),
      senderId: ids.slice(MD5_END),
      number: bytes.readDoubleBE(0),
      sentAt: bytes.readDoubleBE(8),
      arrivedAt: bytes.readDoubleBE(16),
      body: bytes.toString('utf8', bodyStart),
      // One by one, so that all messages have one shape.
      attributes: rest.attributes,
      groupId: rest.groupId,
      traceHeader: rest.traceHeader,
      deadLetterSourceArn: rest.deadLetterSourceArn,
      earlierReceives: rest.earlierReceives,
      firstReceivedAt: rest.firstReceivedAt,
    };
  },
};

function restOf(message: Message): string {
  const { attributes, groupId, traceHeader, deadLetterSourceArn, earlierReceives, firstReceivedAt } = message;
  const isPlain =
    attributes === undefined &&
    groupId === undefined &&
    traceHeader === undefined &&
    deadLetterSourceArn === undefined &&
    earlierReceives === undefined &&
    firstReceivedAt === undefined;
  if (isPlain) return '';
  const rest: Rest = { attributes, groupId, traceHeader, deadLetterSourceArn, earlierReceives, firstReceivedAt };
  return JSON.stringify(rest);
}
