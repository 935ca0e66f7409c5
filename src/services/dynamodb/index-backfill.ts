import { pack, unpack } from '../../lib/tuple.ts';
import type { Entry, Snapshot, Transaction } from '../../storage/storage.ts';
import { indexEntry } from './index-entry.ts';
import type { ItemKey } from './item-key.ts';
import { BACKFILL_CHUNK_ITEMS } from './limits.ts';
import { addToCounts, backfillKey, itemKey, itemsPrefix } from './store.ts';
import { StoredItem } from './stored-item.ts';
import type { Index, Table } from './table.ts';

/**
 * A new global index is filled in the order of its table's items, chunk by chunk. How far it has come is a row, which
 * writers of items read: an item behind that place is none of their business, the filling will come by. Both happen in
 * serializable transactions, so the index holds each item exactly once at any time.
 */
export async function indexesHolding(from: Snapshot, table: Table, key: ItemKey): Promise<readonly Index[]> {
  const place = pack(itemKey(table.tableId, key));
  const isHeld = await Promise.all(
    table.indexes.map(async (index) => !index.isBackfilling || place <= (await readPlace(from, index))),
  );
  return table.indexes.filter((_, at) => isHeld[at]);
}

/** The packed key of the last item that the index holds; '' sorts before all. */
async function readPlace(from: Snapshot, { indexId }: Index): Promise<string> {
  const bytes = await from.get(backfillKey(indexId));
  return bytes ? Buffer.from(bytes).toString('latin1') : '';
}

/** Brings the next items into the index. Whether it then holds them all. */
export async function backfillChunk(
  tx: Transaction,
  table: Table,
  index: Index,
  limit = BACKFILL_CHUNK_ITEMS,
): Promise<boolean> {
  const place = await readPlace(tx, index);
  const entries = await tx.list({
    prefix: itemsPrefix(table.tableId),
    limit,
    ...(place === '' ? {} : { gt: unpack(place) }),
  });
  for (const { value } of entries) putEntry(tx, table, index, new StoredItem(value));
  if (entries.length < limit) {
    tx.delete(backfillKey(index.indexId));
    return true;
  }
  setPlace(tx, index, entries.at(-1)!);
  return false;
}

function putEntry(tx: Transaction, table: Table, index: Index, stored: StoredItem): void {
  const entry = indexEntry(table, index, stored);
  if (!entry) return;
  tx.set(entry.key, entry.stored.bytes);
  addToCounts(tx, index.indexId, 1, entry.stored.sizeBytes);
}

const setPlace = (tx: Transaction, { indexId }: Index, { key }: Entry): void =>
  tx.set(backfillKey(indexId), Buffer.from(pack(key), 'latin1'));
