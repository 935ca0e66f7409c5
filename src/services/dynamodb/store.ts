import { Lru } from '../../lib/lru.ts';
import { PackedTuple } from '../../lib/tuple.ts';
import { chain } from '../../storage/maybe-promise.ts';
import type { Key, MaybePromise, PackedKey, Snapshot, Transaction } from '../../storage/storage.ts';
import type { Context } from './api.ts';
import type { ItemKey } from './item-key.ts';
import { StoredItem } from './stored-item.ts';
import type { Table } from './table.ts';
import type { TableAddress } from './table-name.ts';
import { isGone, requireUsable } from './table-status.ts';

/**
 * How DynamoDB lies in storage.
 *
 * | table | key | value |
 * |---|---|---|
 * | `dynamodb/table` | account, region, name | a `Table`, JSON |
 * | `dynamodb/item` | tableId, hash, partition key, sort key | a `StoredItem` |
 * | `dynamodb/index` | indexId, hash, index partition key, index sort key, then the item's own key | the projected `StoredItem` |
 * | `dynamodb/count` | tableId or indexId, `items` or `bytes` | a counter |
 * | `dynamodb/backfill` | indexId | while an index is being filled: the storage key of the last item that it holds |
 * | `dynamodb/tag` | tableId, tag key | the tag's value |
 * | `dynamodb/resource-policy` | tableId, the label of a stream or '' | an `Attachment` |
 *
 * The hash in front makes a Scan go by hash and lets segments divide it; behind it, all items of a partition lie
 * together in the order of their sort keys, so that a Query is one range. Index entries carry the projected item as
 * AWS's do: a Query on an index reads nothing else. The item's own key at the end keeps equal index keys apart.
 *
 * Streams are told of in streams/store.ts, expiry rows in time-to-live/expiry-rows.ts, the tokens of transactions in
 * transactions/token-store.ts: all are written beside the item, in the same transaction.
 */
export const tableKey = ({ accountId, region, name }: TableAddress): Key => ['dynamodb/table', accountId, region, name];
export const tablesPrefix = (accountId: string, region: string): Key => ['dynamodb/table', accountId, region];

export const itemsPrefix = (tableId: string): Key => ['dynamodb/item', tableId];
export const itemKey = (tableId: string, key: ItemKey): PackedKey => keysOf(tableId).item(key);

export const indexPrefix = (indexId: string): Key => ['dynamodb/index', indexId];

export const backfillKey = (indexId: string): Key => ['dynamodb/backfill', indexId];

/** The keys that every write into a table or an index needs. */
interface OwnerKeys {
  readonly item: (key: ItemKey) => PackedKey;
  readonly itemCount: PackedKey;
  readonly byteCount: PackedKey;
}

const REMEMBERED_OWNERS = 1000;
const ownerKeys = new Lru<string, OwnerKeys>(REMEMBERED_OWNERS);

/** By the id of a table or an index. */
export const keysOf = (ownerId: string): OwnerKeys => ownerKeys.getOrMake(ownerId, () => toOwnerKeys(ownerId));

function toOwnerKeys(ownerId: string): OwnerKeys {
  const counts = PackedTuple.ofPrefix(['dynamodb/count', ownerId]);
  const items = PackedTuple.ofPrefix(itemsPrefix(ownerId));
  return {
    item: (key) => key.behind(items),
    itemCount: counts.with(['items']),
    byteCount: counts.with(['bytes']),
  };
}

/** Counts of a table or an index; adding never conflicts. */
export function addToCounts(tx: Transaction, ownerId: string, items: number, bytes: number): void {
  const keys = keysOf(ownerId);
  if (items !== 0) tx.add(keys.itemCount, BigInt(items));
  if (bytes !== 0) tx.add(keys.byteCount, BigInt(bytes));
}

/** The table whatever its state, or undefined when there is none (any more). */
export function findTable(ctx: Context, from: Snapshot, address: TableAddress): MaybePromise<Table | undefined> {
  const { tables } = ctx.state;
  const known = tables.find(address);
  return chain(from.get(known?.key ?? tableKey(address)), (bytes) => {
    // Mostly the storage gives the very bytes that it gave before.
    const table = known && known.bytes === bytes ? known.table : tables.update(address, bytes);
    return table && !isGone(table, from.now) ? table : undefined;
  });
}

/** Of an account in a region, whatever their state, by name. */
export async function listTables(ctx: Context, from: Snapshot): Promise<readonly Table[]> {
  const entries = await from.list({ prefix: tablesPrefix(ctx.accountId, ctx.region) });
  return entries
    .map(({ key, value }) => {
      const [, accountId, region, name] = key as readonly [string, string, string, string];
      return ctx.state.tables.update({ accountId, region, name }, value)!;
    })
    .filter((table) => !isGone(table, from.now));
}

/** The table, if its items can be read and written now. */
export function requireTable(ctx: Context, from: Snapshot, address: TableAddress): MaybePromise<Table> {
  return chain(findTable(ctx, from, address), (table) => requireUsable(table, from.now));
}

export const setTable = (tx: Transaction, table: Table): void =>
  tx.set(tableKey(table), Buffer.from(JSON.stringify(table)));

export const findItem = (from: Snapshot, tableId: string, key: ItemKey): MaybePromise<StoredItem | undefined> =>
  chain(from.get(itemKey(tableId, key)), (bytes) => bytes && new StoredItem(bytes));
