import type { Key } from '../../storage/storage.ts';
import { consistentReadOnGlobalIndex, indexIsBackfilling, indexNotFound } from './errors.ts';
import { indexEntryKey } from './index-entry.ts';
import { toItemKey } from './item-key.ts';
import { keyNames, type KeySchema } from './key-schema.ts';
import { indexPrefix, itemsPrefix } from './store.ts';
import { findIndex, type Index, type Table } from './table.ts';
import type { Item } from './values/value.ts';

/** What a Query or a Scan reads: a table, or one of its indexes. */
export interface ItemSource {
  readonly table: Table;
  readonly index: Index | undefined;
  readonly keys: KeySchema;
  /** All its entries in storage begin with this. */
  readonly prefix: Key;
  /** The attributes of a starting key: the source's keys, and the table's, which tell equal index keys apart. */
  readonly startKeyNames: readonly string[];
}

export function toItemSource(table: Table, indexName: string | undefined, isConsistent: boolean): ItemSource {
  if (indexName === undefined) {
    const { keys } = table;
    return { table, index: undefined, keys, prefix: itemsPrefix(table.tableId), startKeyNames: keyNames(keys) };
  }
  const index = findIndex(table, indexName);
  if (!index) throw indexNotFound(indexName);
  if (index.kind === 'global' && isConsistent) throw consistentReadOnGlobalIndex();
  if (index.isBackfilling) throw indexIsBackfilling(indexName);
  const { keys } = index;
  const startKeyNames = [...new Set([...keyNames(table.keys), ...keyNames(keys)])];
  return { table, index, keys, prefix: indexPrefix(index.indexId), startKeyNames };
}

/** Where an item with these keys lies in the source. */
export const positionOf = ({ table, index, prefix }: ItemSource, item: Item): Key =>
  index ? indexEntryKey(table, index, item) : [...prefix, ...toItemKey(item, table.keys).parts];
