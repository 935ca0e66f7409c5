import { crc32 } from '../lib/crc32.ts';

/** A member's value that is already JSON on the wire, e.g. a stored item; JSON answers splice it in as it is. */
export class RawJson {
  readonly bytes: Uint8Array;
  #crc32: number | undefined;

  /** `bytes` must be valid JSON in UTF-8, in the form of the member's shape: blobs in base64, timestamps as numbers. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Kept, for texts that are answered again. */
  get crc32(): number {
    this.#crc32 ??= crc32(this.bytes);
    return this.#crc32;
  }
}
