import { chain } from '../../storage/maybe-promise.ts';
import type { MaybePromise, Transaction } from '../../storage/storage.ts';
import { keepImage } from './backups/history.ts';
import { writeUnits, type Consumption } from './capacity.ts';
import { indexesHolding } from './index-backfill.ts';
import { indexChanges, type IndexChange } from './index-entry.ts';
import type { ItemKey } from './item-key.ts';
import { sendChange } from './replicas/sending.ts';
import type { Version } from './replicas/version.ts';
import { addToCounts, itemKey } from './store.ts';
import type { StoredItem } from './stored-item.ts';
import { recordChange } from './streams/recording.ts';
import type { Index, Table } from './table.ts';
import { trackExpiry } from './time-to-live/expiry-rows.ts';

/** Before and after; undefined is no item. */
export interface ItemChange {
  readonly old: StoredItem | undefined;
  readonly next: StoredItem | undefined;
  /** DynamoDB itself removes the item, because its time to live is over. */
  readonly isExpiry?: boolean;
  /** When another replica wrote it, where one did. */
  readonly replicated?: Version;
}

/** The one way an item changes: it, its index entries, counts, stream, expiry, past and replicas, in the caller's transaction. */
export function writeItem(tx: Transaction, table: Table, key: ItemKey, change: ItemChange): MaybePromise<Consumption> {
  const kept = table.history?.isKept ? keepImage(tx, table, key, change) : undefined;
  return chain(kept, () => writeAndSend(tx, table, key, change));
}

function writeAndSend(tx: Transaction, table: Table, key: ItemKey, change: ItemChange): MaybePromise<Consumption> {
  if (!table.replicas) return writeHere(tx, table, key, change);
  return chain(sendChange(tx, table, key, change), () => writeHere(tx, table, key, change));
}

function writeHere(tx: Transaction, table: Table, key: ItemKey, change: ItemChange): MaybePromise<Consumption> {
  const { old, next } = change;
  const storageKey = itemKey(table.tableId, key);
  if (next) tx.set(storageKey, next.bytes);
  else if (old) tx.delete(storageKey);
  countChange(tx, table.tableId, old, next);
  if (table.stream) recordChange(tx, table, change);
  const tracked = table.timeToLive?.isEnabled ? trackExpiry(tx, table, key, change) : undefined;
  return chain(tracked, () => writeHeldIndexes(tx, table, key, change));
}

function writeHeldIndexes(tx: Transaction, table: Table, key: ItemKey, change: ItemChange): MaybePromise<Consumption> {
  if (!table.indexes.some(({ isBackfilling }) => isBackfilling)) return writeIndexes(tx, table, table.indexes, change);
  return indexesHolding(tx, table, key).then((indexes) => writeIndexes(tx, table, indexes, change));
}

function writeIndexes(
  tx: Transaction,
  table: Table,
  indexes: readonly Index[],
  { old, next }: ItemChange,
): Consumption {
  const changes = indexes.length === 0 ? [] : indexChanges(table, indexes, old, next);
  for (const change of changes) writeIndexChange(tx, change);
  return { tableUnits: writeUnits(old?.sizeBytes ?? 0, next?.sizeBytes ?? 0), indexes: changes };
}

function writeIndexChange(tx: Transaction, { index, old, next }: IndexChange): void {
  if (old) tx.delete(old.key);
  if (next) tx.set(next.key, next.stored.bytes);
  countChange(tx, index.indexId, old?.stored, next?.stored);
}

function countChange(
  tx: Transaction,
  ownerId: string,
  old: StoredItem | undefined,
  next: StoredItem | undefined,
): void {
  addToCounts(tx, ownerId, (next ? 1 : 0) - (old ? 1 : 0), (next?.sizeBytes ?? 0) - (old?.sizeBytes ?? 0));
}
