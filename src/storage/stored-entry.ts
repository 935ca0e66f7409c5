import { unpack } from '../lib/tuple.ts';
import type { Entry, Key } from './storage.ts';

/** An entry as it is stored. Most readers want the value alone: the key is unpacked when it is asked for. */
export class StoredEntry implements Entry {
  readonly packed: string;
  readonly text: string | undefined;
  #value: Uint8Array | undefined;

  /** A text stands for its UTF-8. */
  constructor(packed: string, value: Uint8Array | string) {
    this.packed = packed;
    if (typeof value === 'string') this.text = value;
    else this.#value = value;
  }

  get key(): Key {
    return unpack(this.packed);
  }

  get value(): Uint8Array {
    this.#value ??= Buffer.from(this.text!);
    return this.#value;
  }

  /** Of the value in bytes, or in characters where it is a text. */
  get length(): number {
    return this.text?.length ?? this.value.length;
  }
}
