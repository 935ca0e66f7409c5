import type { Message } from './message.ts';

// [length of the head, 4 bytes][head: JSON of all but the body][body]: a body is neither escaped nor parsed.
const LENGTH_BYTES = 4;

export const messageCodec = {
  encode({ body, ...head }: Message): Uint8Array {
    const headText = JSON.stringify(head);
    const headLength = Buffer.byteLength(headText);
    const bytes = Buffer.allocUnsafe(LENGTH_BYTES + headLength + Buffer.byteLength(body));
    bytes.writeUInt32BE(headLength);
    bytes.write(headText, LENGTH_BYTES);
    bytes.write(body, LENGTH_BYTES + headLength);
    return bytes;
  },

  decode(row: Uint8Array): Message {
    const bytes = Buffer.from(row.buffer, row.byteOffset, row.byteLength);
    const bodyStart = LENGTH_BYTES + bytes.readUInt32BE();
    const head = JSON.parse(bytes.toString('utf8', LENGTH_BYTES, bodyStart)) as Omit<Message, 'body'>;
    return { ...head, body: bytes.toString('utf8', bodyStart) };
  },
};
