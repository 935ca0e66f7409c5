import { duplicateItemKeys } from './errors.ts';
import { encodeItem } from './item-json.ts';
import type { ItemKey } from './item-key.ts';
import type { Item, Value } from './values/value.ts';

/** A batch may name each item once. */
export function requireDistinctKeys(keys: readonly ItemKey[]): void {
  // Of different partitions, mostly; numbers are quicker to tell apart.
  if (new Set(keys.map(({ hash }) => hash)).size === keys.length) return;
  if (new Set(keys.map(({ packed }) => packed.text)).size < keys.length) throw duplicateItemKeys();
}

/** The same before the table is known, of keys as they came. */
export function requireDistinctItems(keys: readonly Item[]): void {
  const seen = new Set(keys.map((key) => encodeItem(Object.fromEntries(Object.entries(key).toSorted(byName)))));
  if (seen.size < keys.length) throw duplicateItemKeys();
}

const byName = ([a]: readonly [string, Value], [b]: readonly [string, Value]) => (a < b ? -1 : 1);
