import type { Key } from '../../storage/storage.ts';
import { writeUnits, type IndexConsumption } from './capacity.ts';
import { emptyIndexKeyValue, indexKeyTypeMismatch, partitionKeyTooLong, sortKeyTooLong } from './errors.ts';
import { PackedTuple, type Bytes } from '../../lib/tuple.ts';
import { hashOfParts, isEmpty, pickAttributes, toItemKey } from './item-key.ts';
import {
  isMultiAttribute,
  keyAttributes,
  keyNames,
  partitionAttributes,
  sortAttributes,
  type KeyAttribute,
  type KeySchema,
} from './key-schema.ts';
import { MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES } from './limits.ts';
import { toKeyBytes } from './values/key-encoding.ts';
import { indexPrefix } from './store.ts';
import { StoredItem } from './stored-item.ts';
import type { Index, Table } from './table.ts';
import { attribute, typeOf, type Item } from './values/value.ts';

/** What an index holds of an item. */
export interface IndexEntry {
  readonly key: PackedTuple;
  readonly stored: StoredItem;
}

/** One index's part of a write. */
export interface IndexChange extends IndexConsumption {
  readonly index: Index;
  readonly old?: IndexEntry | undefined;
  readonly next?: IndexEntry | undefined;
}

/** Key attributes of indexes may be missing, and then the index does not hold the item; if present they must fit. */
export function requireIndexKeys(item: Item, indexes: readonly Index[]): void {
  for (const index of byName(indexes)) {
    for (const { name, type } of keyAttributes(index.keys)) {
      const value = attribute(item, name);
      if (!value) continue;
      if (typeOf(value) !== type) throw indexKeyTypeMismatch(name, type, typeOf(value), index.name);
      if (isEmpty(value)) throw emptyIndexKeyValue(name, type, index.name);
    }
  }
}

/** DynamoDB complains of the first index in alphabetical order. */
const byName = (indexes: readonly Index[]) =>
  indexes.length < 2 ? indexes : [...indexes].sort((a, b) => (a.name < b.name ? -1 : 1));

export function indexEntry(table: Table, index: Index, stored: StoredItem): IndexEntry | undefined {
  const { item } = stored;
  if (!holdsKeys(item, index)) return undefined;
  const projected =
    index.projection.type === 'ALL'
      ? stored
      : StoredItem.of(pickAttributes(item, projectedNames(table, index)), undefined, stored.isPlain);
  return { key: PackedTuple.of(indexEntryKey(table, index, item)), stored: projected };
}

/** Items from before the index may have anything in its key attributes; it leaves those out that do not fit. */
function holdsKeys(item: Item, { keys }: Index): boolean {
  const { partition, sort } = keys;
  if (!isMultiAttribute(keys)) {
    return fitsKey(item, partition, MAX_PARTITION_KEY_BYTES) && (!sort || fitsKey(item, sort, MAX_SORT_KEY_BYTES));
  }
  return (
    fitTogether(item, partitionAttributes(keys), MAX_PARTITION_KEY_BYTES) &&
    fitTogether(item, sortAttributes(keys), MAX_SORT_KEY_BYTES)
  );
}

function fitsKey(item: Item, { name, type }: KeyAttribute, maxBytes: number): boolean {
  const value = attribute(item, name);
  if (!value || typeOf(value) !== type || isEmpty(value)) return false;
  // Three bytes a character at most: only long texts need to be encoded to know.
  return (
    ('S' in value && value.S.length * 3 <= maxBytes) || type === 'N' || toKeyBytes(value).binary.length <= maxBytes
  );
}

/** All attributes of a kind share its limit. */
const fitTogether = (item: Item, keys: readonly KeyAttribute[], maxBytes: number): boolean =>
  keys.every((key) => fitsKey(item, key, maxBytes)) && sizeOf(encodeAll(item, keys)) <= maxBytes;

/** Of an item or a starting key that has all key attributes of the index and of the table. */
export function indexEntryKey(table: Table, index: Index, item: Item): Key {
  return [...indexPrefix(index.indexId), ...indexKeyParts(item, index.keys), ...ownKeyParts(table, index, item)];
}

/** Each attribute is a part of its own, so that a Query on the first of them is a range. */
function indexKeyParts(item: Item, keys: KeySchema): Key {
  if (!isMultiAttribute(keys)) return toItemKey(item, keys).parts;
  const partition = encodeAll(item, partitionAttributes(keys));
  if (sizeOf(partition) > MAX_PARTITION_KEY_BYTES) throw partitionKeyTooLong();
  const sort = encodeAll(item, sortAttributes(keys));
  if (sizeOf(sort) > MAX_SORT_KEY_BYTES) throw sortKeyTooLong();
  return [hashOfParts(partition), ...partition, ...sort];
}

const encodeAll = (item: Item, keys: readonly KeyAttribute[]): readonly Bytes[] =>
  keys.map(({ name }) => toKeyBytes(attribute(item, name)!));

const sizeOf = (parts: readonly Bytes[]): number => parts.reduce((sum, { binary }) => sum + binary.length, 0);

/** Entries of a local index share the item's partition; its sort key is enough to tell them apart. */
function ownKeyParts(table: Table, index: Index, item: Item): Key {
  const key = toItemKey(item, table.keys);
  return index.kind === 'local' ? [key.sort!] : key.parts;
}

/** Keys are always projected. */
export const projectedNames = (table: Table, index: Index): readonly string[] => [
  ...new Set([...keyNames(table.keys), ...keyNames(index.keys), ...(index.projection.nonKeyAttributes ?? [])]),
];

/** What a write of an item changes in the indexes; an index whose view of the item stays the same is not in it. */
export function indexChanges(
  table: Table,
  indexes: readonly Index[],
  old: StoredItem | undefined,
  next: StoredItem | undefined,
): readonly IndexChange[] {
  return indexes.flatMap((index) => {
    const change = indexChange(index, old && indexEntry(table, index, old), next && indexEntry(table, index, next));
    return change ? [change] : [];
  });
}

/** A moved entry costs its removal and its insertion; a changed one the larger of the two. */
function indexChange(index: Index, old: IndexEntry | undefined, next: IndexEntry | undefined): IndexChange | undefined {
  if (!old || !next) {
    const entry = old ?? next;
    return entry && { index, old, next, units: writeUnits(entry.stored.sizeBytes, 0) };
  }
  if (old.key.text !== next.key.text) {
    return { index, old, next, units: writeUnits(old.stored.sizeBytes, 0) + writeUnits(0, next.stored.sizeBytes) };
  }
  if (Buffer.compare(old.stored.json.bytes, next.stored.json.bytes) === 0) return undefined;
  return { index, old, next, units: writeUnits(old.stored.sizeBytes, next.stored.sizeBytes) };
}
