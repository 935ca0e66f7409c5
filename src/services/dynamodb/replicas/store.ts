import { chain } from '../../../storage/maybe-promise.ts';
import type { Entry, Key, MaybePromise, Snapshot, Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { ItemKey } from '../item-key.ts';
import { findTable } from '../store.ts';
import type { Replica, Table } from '../table.ts';
import { decodeVersion, encodeVersion, type Version } from './version.ts';

/**
 * How global tables lie in storage: each replica is a table of its own, whose row names the others.
 *
 * | table | key | value |
 * |---|---|---|
 * | `dynamodb/replica-version` | tableId, hash, partition key, sort key | the `Version` of the item, or of its deletion |
 * | `dynamodb/replica-deletion` | tableId, epoch milliseconds, hash, partition key, sort key | nothing |
 * | `dynamodb/replica-log` | tableId, the writing replica's tableId, commit, index | a `ReplicatedWrite` on its way |
 * | `dynamodb/replica-place` | tableId, the writing replica's tableId | the place in the log of the last write that arrived, JSON |
 *
 * A log belongs to the replica that it leads to: it survives the one that wrote it, and goes with its reader. Its place
 * is a lower bound, so that nobody walks over what has been taken out before.
 */
export const versionsPrefix = (tableId: string): Key => ['dynamodb/replica-version', tableId];
export const deletionsPrefix = (tableId: string): Key => ['dynamodb/replica-deletion', tableId];
export const logPrefix = (tableId: string, sourceId: string): Key => ['dynamodb/replica-log', tableId, sourceId];
export const placeKey = (tableId: string, sourceId: string): Key => ['dynamodb/replica-place', tableId, sourceId];

/** What a deleted table leaves behind. */
export const replicaPrefixes = (tableId: string): readonly Key[] => [
  versionsPrefix(tableId),
  deletionsPrefix(tableId),
  ['dynamodb/replica-log', tableId],
  ['dynamodb/replica-place', tableId],
];

export const versionKey = (tableId: string, key: ItemKey): Key => [...versionsPrefix(tableId), ...key.parts];
export const deletionKey = (tableId: string, at: number, key: ItemKey): Key => [
  ...deletionsPrefix(tableId),
  at,
  ...key.parts,
];

/** What a deletion's key says. */
export function readDeletion(key: Key): { readonly at: number; readonly itemKey: ItemKey } {
  const [, , at, ...parts] = key;
  return { at: at as number, itemKey: ItemKey.ofParts(parts) };
}

export const findVersion = (from: Snapshot, tableId: string, key: ItemKey): MaybePromise<Version | undefined> =>
  chain(from.get(versionKey(tableId, key)), (bytes) => bytes && decodeVersion(bytes));

/** A deletion is kept beside its version, so that it can be forgotten one day. */
export function setVersion(tx: Transaction, tableId: string, key: ItemKey, version: Version, isDeleted: boolean): void {
  tx.set(versionKey(tableId, key), encodeVersion(version));
  if (isDeleted) tx.set(deletionKey(tableId, version.at, key), PRESENT);
}

const PRESENT = Uint8Array.of(1);

/** The oldest writes that are on their way; more of them may come meanwhile. */
export async function readLog(
  from: Snapshot,
  tableId: string,
  sourceId: string,
  limit: number,
): Promise<readonly Entry[]> {
  const prefix = logPrefix(tableId, sourceId);
  const place = await from.get(placeKey(tableId, sourceId));
  const gt = place && [...prefix, ...(JSON.parse(Buffer.from(place).toString()) as [number, number])];
  return from.list({ prefix, limit, isUnguarded: true, ...(gt ? { gt } : {}) });
}

export function removeFromLog(tx: Transaction, tableId: string, sourceId: string, entries: readonly Entry[]): void {
  for (const { key } of entries) tx.delete(key);
  const last = entries.at(-1);
  if (last) tx.set(placeKey(tableId, sourceId), Buffer.from(JSON.stringify(last.key.slice(-2))));
}

/** The other replica's own table, as long as it is there. */
export async function findReplica(
  ctx: Context,
  from: Snapshot,
  { accountId, name }: Pick<Table, 'accountId' | 'name'>,
  { region, tableId }: Replica,
): Promise<Table | undefined> {
  const found = await findTable(ctx, from, { accountId, region, name });
  return found?.tableId === tableId ? found : undefined;
}
