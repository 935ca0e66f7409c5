import { expect, test } from 'vitest';
import { messageCodec } from './message-codec.ts';
import type { Message } from './message.ts';

const message: Message = {
  queueId: 'ABCDEFGHIJKLMNOP',
  number: -7,
  messageId: '5fea7756-0ea4-451a-a703-a558b933e274',
  body: 'body with "quotes", é, 漢字 and 😀',
  bodyMd5: 'd41d8cd98f00b204e9800998ecf8427e',
  attributes: { Größe: { dataType: 'Number.int', value: '1' } },
  senderId: '000000000000',
  sentAt: 1,
  arrivedAt: 2,
  traceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793',
};

test('a message reads back as it was written', () => {
  expect(messageCodec.decode(messageCodec.encode(message))).toEqual(message);
});

test('a message reads back from a slice of a larger buffer', () => {
  const bytes = messageCodec.encode(message);
  const larger = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('after')]);

  expect(messageCodec.decode(larger.subarray(6, 6 + bytes.length))).toEqual(message);
});

test('a message of nothing but a body reads back too', () => {
  const { attributes: _, traceHeader: __, ...plain } = message;

  expect(messageCodec.decode(messageCodec.encode(plain))).toEqual(plain);
});
