import { expect, test } from 'vitest';
import { bodyOf, toBodyJson } from './message-body.ts';
import type { Message } from './message.ts';
import { parcelCodec } from './parcel-codec.ts';

const message: Message = {
  queueId: 'ABCDEFGHIJKLMNOP',
  number: -7,
  parcel: -7,
  parcelSize: 1,
  messageId: '5fea7756-0ea4-451a-a703-a558b933e274',
  bodyJson: toBodyJson('body with "quotes", é, 漢字 and 😀'),
  bodyMd5: 'd41d8cd98f00b204e9800998ecf8427e',
  attributes: { Größe: { dataType: 'Number.int', value: '1' } },
  senderId: '000000000000',
  sentAt: 1,
  arrivedAt: 2,
  traceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793',
};

const parcelOf = (...messages: readonly Message[]) => ({
  queueId: messages[0]!.queueId,
  first: messages[0]!.number,
  size: messages.length,
  sizeBytes: 0,
  messages,
});

/** A body that was read is bytes, one that was sent may be a text. */
const legible = (one: Message) => ({ ...one, bodyJson: bodyOf(one) });

test('a message reads back as it was written', () => {
  const { queueId, first, size, messages } = parcelCodec.decode(parcelCodec.encode(parcelOf(message)));

  expect({ queueId, first, size }).toEqual({ queueId: message.queueId, first: -7, size: 1 });
  expect(messages).toEqual([message]);
});

test('a message reads back from a slice of a larger buffer', () => {
  const bytes = parcelCodec.encode(parcelOf(message));
  const larger = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('after')]);

  expect(parcelCodec.decode(larger.subarray(6, 6 + bytes.length)).messages).toEqual([message]);
});

test('messages that lie together are told apart, those of nothing but a body too', () => {
  const { attributes: _, traceHeader: __, ...plain } = message;
  const three = [plain, message, { ...plain, bodyJson: toBodyJson(''), senderId: 'AIDA' }].map((one, index) => ({
    ...one,
    number: 5 + index,
    parcel: 5,
    parcelSize: 3,
  }));

  const read = parcelCodec.decode(parcelCodec.encode(parcelOf(...three))).messages;
  expect(read.map(legible)).toEqual(three.map(legible));
});
