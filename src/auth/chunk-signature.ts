import { createHmac, hash } from 'node:crypto';
import type { Signature } from './signature.ts';
import { EMPTY_SHA256, isSameSignature, scopeText, signingKey } from './sigv4.ts';

/**
 * The chain of signatures of a body that S3 gets in signed chunks: each covers the one before, the first the
 * request's own.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export class ChunkSignatures {
  readonly #key: Buffer;
  readonly #scope: string;
  readonly #timestamp: string;
  #previous: string;

  /** `seed` is the request's signature, once it has been verified. */
  constructor(seed: Signature, secretAccessKey: string) {
    this.#key = signingKey(secretAccessKey, seed.scope);
    this.#scope = scopeText(seed.scope);
    this.#timestamp = seed.timestamp;
    this.#previous = seed.value;
  }

  /** Chunks must come in their order, the empty last one included. */
  verify(chunk: Uint8Array, signature: string): boolean {
    return this.#next('AWS4-HMAC-SHA256-PAYLOAD', `${EMPTY_SHA256}\n${hash('sha256', chunk)}`, signature);
  }

  /** `trailer` is the canonical text of the trailing headers: `x-amz-checksum-crc32c:sOO8/Q==\n`. */
  verifyTrailer(trailer: string, signature: string): boolean {
    return this.#next('AWS4-HMAC-SHA256-TRAILER', hash('sha256', trailer), signature);
  }

  #next(algorithm: string, hashes: string, signature: string): boolean {
    const stringToSign = [algorithm, this.#timestamp, this.#scope, this.#previous, hashes].join('\n');
    const expected = createHmac('sha256', this.#key).update(stringToSign).digest('hex');
    this.#previous = expected;
    return isSameSignature(expected, signature);
  }
}
