import { duplicateItemKeys } from './errors.ts';
import type { ItemKey } from './item-key.ts';

/** A batch may name each item once. */
export function requireDistinctKeys(keys: readonly ItemKey[]): void {
  const seen = new Set(keys.map(({ partition, sort }) => `${toHex(partition)}/${sort ? toHex(sort) : ''}`));
  if (seen.size < keys.length) throw duplicateItemKeys();
}

const toHex = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
