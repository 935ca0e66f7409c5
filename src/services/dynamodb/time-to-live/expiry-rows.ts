import { chain } from '../../../storage/maybe-promise.ts';
import type { MaybePromise, Key, Snapshot, Transaction } from '../../../storage/storage.ts';
import { ItemKey } from '../item-key.ts';
import type { Table, TimeToLive } from '../table.ts';
import type { ItemChange } from '../write-item.ts';
import { expirySecond, sweepInstant } from './expiry.ts';

/**
 * How expiry lies in storage: only tables with a time to live have rows, and only items that expire are among them.
 *
 * | table | key | value |
 * |---|---|---|
 * | `dynamodb/expiry` | expiryId, epoch second, hash, partition key, sort key | nothing |
 * | `dynamodb/expiry-sweep` | expiryId | when the next sweep is due, where there is one |
 */
export const expiryPrefix = (expiryId: string): Key => ['dynamodb/expiry', expiryId];
export const sweepKey = (expiryId: string): Key => ['dynamodb/expiry-sweep', expiryId];
export const SWEEP_EXPIRED = 'dynamodb.sweepExpired';

const PRESENT = Uint8Array.of(1);

const rowKey = (expiryId: string, second: number, { parts }: ItemKey): Key => [
  ...expiryPrefix(expiryId),
  second,
  ...parts,
];

/** What a row's key says. */
export function readRow(key: Key): { readonly second: number; readonly itemKey: ItemKey } {
  const [, , second, ...parts] = key;
  return { second: second as number, itemKey: ItemKey.ofParts(parts) };
}

/** Moves an item's row as the item changes. */
export function trackExpiry(
  tx: Transaction,
  table: Table,
  key: ItemKey,
  { old, next }: ItemChange,
): MaybePromise<void> {
  const { attributeName, expiryId } = table.timeToLive!;
  const before = old && expirySecond(old.item, attributeName);
  const second = next && expirySecond(next.item, attributeName);
  if (before === second) return undefined;
  if (before !== undefined) tx.delete(rowKey(expiryId, before, key));
  return second === undefined ? undefined : addRow(tx, table, key, second);
}

/** Also for items that were there before their table had a time to live. */
export function addRow(tx: Transaction, table: Table, key: ItemKey, second: number): MaybePromise<void> {
  const { expiryId } = table.timeToLive!;
  tx.set(rowKey(expiryId, second, key), PRESENT);
  const at = sweepInstant(second, tx.now);
  if (at === undefined) return undefined;
  return chain(readPlan(tx, expiryId), (planned) => planSweep(tx, table, at, planned));
}

function readPlan(from: Snapshot, expiryId: string): MaybePromise<number | undefined> {
  return chain(from.get(sweepKey(expiryId)), (bytes) => bytes && Number(Buffer.from(bytes).toString()));
}

/** Plans a sweep, unless one comes before it anyway: that one will plan the next. */
export function planSweep(tx: Transaction, table: Table, at: number, planned?: number): void {
  if (planned !== undefined && planned <= at) return;
  const { accountId, region, name, tableId } = table;
  const { expiryId } = table.timeToLive!;
  tx.set(sweepKey(expiryId), Buffer.from(String(at)));
  const payload: SweepPayload = { accountId, region, name, tableId, expiryId };
  tx.enqueue({ type: SWEEP_EXPIRED, payload, retriesForever: true }, { at, id: `${SWEEP_EXPIRED}/${expiryId}` });
}

export type SweepPayload = Pick<Table, 'accountId' | 'region' | 'name' | 'tableId'> & Pick<TimeToLive, 'expiryId'>;
