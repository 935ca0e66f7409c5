import { AwsError } from '../kernel/aws-error.ts';
import type { Incoming } from './incoming.ts';

/** More than any API's request: a Lambda deployment package of 50 MB is 70 MB in base64. */
export const MAX_BODY_BYTES = 128 * 1024 * 1024;

/** A promise only for what is not here yet. Throws RequestEntityTooLarge, and `ClientGone`. */
export function wholeBody({ headers, body }: Pick<Incoming, 'headers' | 'body'>): Uint8Array | Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  // Of what says that it is too large nothing is read.
  if (Number(headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  return collect(body);
}

async function collect(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

const tooLarge = () =>
  new AwsError('RequestEntityTooLargeException', `Request must be smaller than ${MAX_BODY_BYTES} bytes.`, {
    status: 413,
  });
