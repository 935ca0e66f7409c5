import type { IncomingMessage } from 'node:http';
import { AwsError } from '../kernel/aws-error.ts';

/** More than any API's request: a Lambda deployment package of 50 MB is 70 MB in base64. */
export const MAX_BODY_BYTES = 128 * 1024 * 1024;

/** The whole body. Throws RequestEntityTooLarge; rejects when the client hangs up half-way, so nothing is done of it. */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return Promise.reject(tooLarge());
  return new Promise((resolve, reject) => {
    let first: Buffer | undefined;
    let chunks: Buffer[] | undefined;
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) {
        // Read on and forgotten: a client that still writes would not see the answer, nor could it use its connection.
        [first, chunks] = [undefined, undefined];
        reject(tooLarge());
      } else if (first === undefined) first = chunk;
      else (chunks ??= [first]).push(chunk);
    });
    // Most bodies come in one chunk, which needs no copy.
    request.on('end', () => resolve(chunks ? Buffer.concat(chunks) : (first ?? Buffer.alloc(0))));
    // Nothing else ends a request half-way than its connection.
    request.on('error', () => reject(new ClientGone()));
  });
}

/** The connection ended before the request did: there is nobody to answer. */
export class ClientGone extends Error {}

const tooLarge = () =>
  new AwsError('RequestEntityTooLargeException', `Request must be smaller than ${MAX_BODY_BYTES} bytes.`, {
    status: 413,
  });
