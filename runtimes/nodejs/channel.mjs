import { writeSync } from 'node:fs';
import { Socket } from 'node:net';

/** The messages of src/services/lambda/runtime/frame.ts, seen from the other side: they come on descriptor 3 and go on 4. */
export const frameTypes = {
  initialize: 1,
  invoke: 2,
  ready: 3,
  initError: 4,
  result: 5,
  error: 6,
  log: 7,
  returned: 8,
};

const INPUT_FD = 3;
const OUTPUT_FD = 4;
const PREFIX_BYTES = 9;

/** Written at once and in order, so that nothing is lost when the process ends in the next line. */
export function send(type, header, body = '') {
  const headerText = header === undefined ? '' : JSON.stringify(header);
  const bodyBytes = typeof body === 'string' ? Buffer.from(body) : body;
  const headerBytes = Buffer.byteLength(headerText);
  const frame = Buffer.allocUnsafe(PREFIX_BYTES + headerBytes + bodyBytes.length);
  frame.writeUInt8(type, 0);
  frame.writeUInt32BE(headerBytes, 1);
  frame.writeUInt32BE(bodyBytes.length, 5);
  frame.write(headerText, PREFIX_BYTES);
  bodyBytes.copy(frame, PREFIX_BYTES + headerBytes);
  writeAll(frame);
}

export const sendLog = (text) => send(frameTypes.log, undefined, text);

/** Calls `onFrame(type, header, body)` for each message; the process ends with the pipe. */
export function receive(onFrame) {
  const input = new Socket({ fd: INPUT_FD, readable: true, writable: false });
  let pending = Buffer.alloc(0);
  input.on('data', (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length >= PREFIX_BYTES) {
      const headerEnd = PREFIX_BYTES + pending.readUInt32BE(1);
      const end = headerEnd + pending.readUInt32BE(5);
      if (pending.length < end) return;
      const header = JSON.parse(pending.toString('utf8', PREFIX_BYTES, headerEnd));
      const body = pending.subarray(headerEnd, end);
      const type = pending.readUInt8(0);
      pending = pending.subarray(end);
      onFrame(type, header, body);
    }
  });
  // Cirro has gone: without a word, whatever the function's own exit handlers would do.
  input.on('close', () => process.kill(process.pid, 'SIGKILL'));
  input.on('error', () => {});
  return input;
}

function writeAll(bytes) {
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(OUTPUT_FD, bytes, written);
    } catch (error) {
      if (error.code === 'EPIPE') return;
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
