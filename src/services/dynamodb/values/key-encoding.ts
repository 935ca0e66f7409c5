import { Bytes } from '../../../lib/tuple.ts';
import { encodeNumber } from './number.ts';
import type { Value } from './value.ts';

/** The bytes of a key attribute, in DynamoDB's order among values of its type; the key schema knows the type. */
export function encodeKey(value: Value): Uint8Array {
  if ('S' in value) return Buffer.from(value.S);
  if ('N' in value) return encodeNumber(value.N);
  if ('B' in value) return value.B;
  throw new Error('only strings, numbers and binaries are keys');
}

/** The same, for keys that are only stored. */
export const toKeyBytes = (value: Value): Bytes => ('S' in value ? Bytes.ofText(value.S) : Bytes.of(encodeKey(value)));

/** The first bytes after all that begin with `prefix`; undefined when nothing comes after them. */
export function afterPrefix(prefix: Uint8Array): Uint8Array | undefined {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length--;
  if (length === 0) return undefined;
  // A Buffer's own slice would share the prefix's memory.
  const bytes = Uint8Array.from(prefix.subarray(0, length));
  bytes[length - 1]!++;
  return bytes;
}
