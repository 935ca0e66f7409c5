import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ClientGone } from './incoming.ts';

const LOSSES = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'EPIPE', 'ECONNRESET']);

/** As fast as it is taken. Throws `ClientGone`; where the body fails half-way the connection breaks off, which tells the client. */
export async function sendStream(body: AsyncIterable<Uint8Array>, to: Writable, isLast: boolean): Promise<void> {
  try {
    await pipeline(Readable.from(body), to, { end: isLast });
  } catch (error) {
    throw LOSSES.has((error as NodeJS.ErrnoException).code ?? '') ? new ClientGone() : error;
  }
}
