import { toBuffer } from '../../lib/to-buffer.ts';
import type { Codec } from '../../storage/row-format.ts';
import type { Message } from './message.ts';
import { toBodyJson, writeBodyJson } from './message-body.ts';
import type { Parcel } from './parcel.ts';

// [queue's id, 16 bytes][first][arrivedAt: doubles][count, 4 bytes], for each message [sentAt: double][length of its
// sender's id, of its body, of the rest: 4 bytes each], then all texts one after the other: for each message its id,
// the MD5 of its body, its sender's id, its body as JSON and the rest: JSON, if any.
const QUEUE_ID_BYTES = 16;
const FIRST = QUEUE_ID_BYTES;
const ARRIVED_AT = FIRST + 8;
const COUNT = ARRIVED_AT + 8;
const HEADS = COUNT + 4;
const HEAD_BYTES = 8 + 3 * 4;
const MESSAGE_ID_LENGTH = 36;
const MD5_LENGTH = 32;
/** Where a sender's id begins in a message's texts. */
const SENDER = MESSAGE_ID_LENGTH + MD5_LENGTH;

type Rest = Pick<
  Message,
  'attributes' | 'groupId' | 'traceHeader' | 'deadLetterSourceArn' | 'earlierReceives' | 'firstReceivedAt'
>;
const NO_REST: Rest = {};
const NOTHING = Buffer.alloc(0);

export const parcelCodec: Codec<Parcel> = {
  encode({ queueId, first, messages }) {
    const rests = messages.map(restOf);
    let textAt = HEADS + messages.length * HEAD_BYTES;
    let size = textAt;
    for (const [index, { senderId, bodyJson }] of messages.entries())
      size += SENDER + senderId.length + bodyJson.length + rests[index]!.length;
    const bytes = Buffer.allocUnsafe(size);
    const view = viewOf(bytes);
    bytes.write(queueId, 0, 'latin1');
    view.setFloat64(FIRST, first);
    view.setFloat64(ARRIVED_AT, messages[0]!.arrivedAt);
    view.setUint32(COUNT, messages.length);
    for (const [index, { sentAt, messageId, bodyMd5, senderId, bodyJson }] of messages.entries()) {
      const rest = rests[index]!;
      const at = HEADS + index * HEAD_BYTES;
      view.setFloat64(at, sentAt);
      view.setUint32(at + 8, senderId.length);
      view.setUint32(at + 12, bodyJson.length);
      view.setUint32(at + 16, rest.length);
      textAt += bytes.write(messageId + bodyMd5 + senderId, textAt, 'latin1');
      textAt += writeBodyJson(bodyJson, bytes, textAt);
      textAt += rest.copy(bytes, textAt);
    }
    return bytes;
  },

  decode: (stored) => new StoredParcel(toBuffer(stored)),
};

/** Its messages are read when they are asked for: pages are read ahead, and a receive takes a few of them. */
export class StoredParcel implements Parcel {
  readonly queueId: string;
  readonly first: number;
  readonly size: number;
  readonly sizeBytes: number;
  readonly bytes: Buffer;
  #messages: readonly Message[] | undefined;

  constructor(bytes: Buffer) {
    const view = viewOf(bytes);
    this.queueId = bytes.toString('latin1', 0, QUEUE_ID_BYTES);
    this.first = view.getFloat64(FIRST);
    this.size = view.getUint32(COUNT);
    this.sizeBytes = bytes.length;
    this.bytes = bytes;
  }

  get messages(): readonly Message[] {
    this.#messages ??= this.#read();
    return this.#messages;
  }

  #read(): readonly Message[] {
    const { queueId, first, size, bytes } = this;
    const view = viewOf(bytes);
    const arrivedAt = view.getFloat64(ARRIVED_AT);
    const messages: Message[] = [];
    let start = HEADS + size * HEAD_BYTES;
    for (let index = 0; index < size; index++) {
      const head = HEADS + index * HEAD_BYTES;
      const body = start + SENDER + view.getUint32(head + 8);
      const restStart = body + view.getUint32(head + 12);
      const end = restStart + view.getUint32(head + 16);
      const ids = bytes.toString('latin1', start, body);
      const rest = end === restStart ? NO_REST : (JSON.parse(bytes.toString('utf8', restStart, end)) as Rest);
      messages.push({
        queueId,
        number: first + index,
        parcel: first,
        parcelSize: size,
        messageId: ids.slice(0, MESSAGE_ID_LENGTH),
        bodyMd5: ids.slice(MESSAGE_ID_LENGTH, SENDER),
        senderId: ids.slice(SENDER),
        bodyJson: bytes.subarray(body, restStart),
        sentAt: view.getFloat64(head),
        arrivedAt,
        // One by one, so that all messages have one shape.
        attributes: rest.attributes,
        groupId: rest.groupId,
        traceHeader: rest.traceHeader,
        deadLetterSourceArn: rest.deadLetterSourceArn,
        earlierReceives: rest.earlierReceives,
        firstReceivedAt: rest.firstReceivedAt,
      });
      start = end;
    }
    return messages;
  }
}

const viewOf = (bytes: Buffer) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A row of version 1 holds one message: [number, sentAt, arrivedAt][length of the ids][ids][length of the rest][rest][body]. */
export function parcelOfOne({ bytes }: StoredParcel): Parcel {
  const idsStart = 3 * 8 + 4;
  const idsEnd = idsStart + bytes.readUInt32BE(idsStart - 4);
  const restStart = idsEnd + 4;
  const bodyStart = restStart + bytes.readUInt32BE(idsEnd);
  const ids = bytes.toString('latin1', idsStart, idsEnd);
  const senderStart = QUEUE_ID_BYTES + MESSAGE_ID_LENGTH + MD5_LENGTH;
  const rest = bodyStart === restStart ? NO_REST : (JSON.parse(bytes.toString('utf8', restStart, bodyStart)) as Rest);
  const number = bytes.readDoubleBE(0);
  const queueId = ids.slice(0, QUEUE_ID_BYTES);
  const message = {
    queueId,
    number,
    parcel: number,
    parcelSize: 1,
    messageId: ids.slice(QUEUE_ID_BYTES, QUEUE_ID_BYTES + MESSAGE_ID_LENGTH),
    bodyMd5: ids.slice(QUEUE_ID_BYTES + MESSAGE_ID_LENGTH, senderStart),
    senderId: ids.slice(senderStart),
    bodyJson: toBodyJson(bytes.toString('utf8', bodyStart)),
    sentAt: bytes.readDoubleBE(8),
    arrivedAt: bytes.readDoubleBE(16),
    ...rest,
  };
  return { queueId, first: number, size: 1, sizeBytes: bytes.length, messages: [message] };
}

function restOf(message: Message): Buffer {
  const { attributes, groupId, traceHeader, deadLetterSourceArn, earlierReceives, firstReceivedAt } = message;
  const isPlain =
    attributes === undefined &&
    groupId === undefined &&
    traceHeader === undefined &&
    deadLetterSourceArn === undefined &&
    earlierReceives === undefined &&
    firstReceivedAt === undefined;
  if (isPlain) return NOTHING;
  const rest: Rest = { attributes, groupId, traceHeader, deadLetterSourceArn, earlierReceives, firstReceivedAt };
  return Buffer.from(JSON.stringify(rest));
}
