import { crc32 } from '../lib/crc32.ts';

/** A member's value that is already JSON on the wire, e.g. a stored item; JSON answers splice it in as it is. */
export class RawJson {
  readonly #json: Uint8Array | string;
  #crc32: number | undefined;

  /**
   * Must be valid JSON in UTF-8, or a text of ASCII, in the form of the member's shape: blobs in base64, timestamps as
   * numbers.
   */
  constructor(json: Uint8Array | string) {
    this.#json = json;
  }

  get byteLength(): number {
    return this.#json.length;
  }

  get bytes(): Uint8Array {
    return typeof this.#json === 'string' ? Buffer.from(this.#json, 'latin1') : this.#json;
  }

  copyTo(target: Buffer, at: number): void {
    if (typeof this.#json === 'string') target.write(this.#json, at, 'latin1');
    else target.set(this.#json, at);
  }

  /** Kept, for texts that are answered again. */
  get crc32(): number {
    this.#crc32 ??= crc32(this.bytes);
    return this.#crc32;
  }
}
