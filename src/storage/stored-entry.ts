import { unpack } from '../lib/tuple.ts';
import type { Entry, Key } from './storage.ts';

/** An entry as it is stored. Most readers want the value alone: the key is unpacked when it is asked for. */
export class StoredEntry implements Entry {
  readonly packed: string;
  readonly value: Uint8Array;

  constructor(packed: string, value: Uint8Array) {
    this.packed = packed;
    this.value = value;
  }

  get key(): Key {
    return unpack(this.packed);
  }
}
