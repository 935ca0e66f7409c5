import { IncomingMessage } from 'node:http';
import { AwsError } from '../kernel/aws-error.ts';

/** More than any API's request: a Lambda deployment package of 50 MB is 70 MB in base64. */
export const MAX_BODY_BYTES = 128 * 1024 * 1024;

type Chunk = Buffer | null;

/**
 * A request whose body can be had whole. As a stream it would pass through its buffer, two turns of the tick queue and
 * three events before it is here: the parser's pieces are taken as they come.
 */
export class GatewayRequest extends IncomingMessage {
  #take: ((chunk: Chunk) => void) | undefined;

  override push(chunk: Chunk, encoding?: BufferEncoding): boolean {
    if (!this.#take) return super.push(chunk, encoding);
    this.#take(chunk);
    return true;
  }

  /** There is nothing to let flow once the pieces are taken. */
  override resume(): this {
    return this.#take ? this : super.resume();
  }

  /**
   * To be called when the head is there, before the body. Throws RequestEntityTooLarge; rejects when the client hangs
   * up half-way, so nothing is done of it.
   */
  whole(): Promise<Buffer> {
    // Left to the stream, which Node empties once the answer is sent.
    if (Number(this.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return Promise.reject(tooLarge());
    return new Promise((resolve, reject) => {
      let first: Buffer | undefined;
      let chunks: Buffer[] | undefined;
      let size = 0;
      this.#take = (chunk) => {
        // Most bodies come in one chunk, which needs no copy.
        if (chunk === null) return resolve(chunks ? Buffer.concat(chunks) : (first ?? Buffer.alloc(0)));
        size += chunk.length;
        if (size > MAX_BODY_BYTES) {
          // Read on and forgotten: a client that still writes would not see the answer, nor could it use its connection.
          [first, chunks] = [undefined, undefined];
          reject(tooLarge());
        } else if (first === undefined) first = chunk;
        else (chunks ??= [first]).push(chunk);
      };
      // Nothing else ends a request half-way than its connection.
      this.on('error', () => reject(new ClientGone()));
    });
  }
}

/** The connection ended before the request did: there is nobody to answer. */
export class ClientGone extends Error {}

const tooLarge = () =>
  new AwsError('RequestEntityTooLargeException', `Request must be smaller than ${MAX_BODY_BYTES} bytes.`, {
    status: 413,
  });
