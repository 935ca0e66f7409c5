import type { Context } from '../api.ts';
import type { Transaction } from '../../../storage/storage.ts';
import { SWEEP_CHUNK_ITEMS } from '../limits.ts';
import { isSweeper } from '../replicas/time-to-live.ts';
import { findItem, findTable } from '../store.ts';
import type { Table } from '../table.ts';
import { tableStatus } from '../table-status.ts';
import { writeItem } from '../write-item.ts';
import { expiredSeconds, expirySecond, sweepInstant } from './expiry.ts';
import { expiryPrefix, planSweep, readRow, sweepKey, type SweepPayload } from './expiry-rows.ts';

/** Removes a chunk of what has expired, and plans the next sweep: at once, or when the next item has expired. */
export async function sweepExpired(ctx: Context, payload: SweepPayload): Promise<void> {
  const { expiryId, tableId } = payload;
  await ctx.transact(sweepKey(expiryId), async (tx) => {
    const table = await findTable(ctx, tx, payload);
    if (!table || table.tableId !== tableId || !isSwept(table, expiryId, tx.now)) return;

    tx.delete(sweepKey(expiryId));
    const at = isSweeper(table) ? await sweep(tx, table, expiryId) : await nextLook(tx, expiryId);
    if (at !== undefined) planSweep(tx, table, at);
  });
}

const isSwept = (table: Table, expiryId: string, now: number): boolean =>
  table.timeToLive?.expiryId === expiryId && table.timeToLive.isEnabled && tableStatus(table, now) !== 'DELETING';

/** Until when: now where something is left. */
async function sweep(tx: Transaction, table: Table, expiryId: string): Promise<number | undefined> {
  const isDone = await removeExpired(tx, table, expiryId);
  return isDone ? nextSweep(tx, expiryId) : tx.now;
}

/** Another replica sweeps: this one is ready for the day on which that one is gone. */
async function nextLook(tx: Transaction, expiryId: string): Promise<number | undefined> {
  const prefix = expiryPrefix(expiryId);
  const { from, to } = expiredSeconds(tx.now);
  const [expired] = await tx.list({
    prefix,
    gte: [...prefix, from],
    lte: [...prefix, to],
    limit: 1,
    isUnguarded: true,
  });
  return expired ? sweepInstant(to, tx.now) : nextSweep(tx, expiryId);
}

/** Whether that was all. The items are read again: what somebody changes meanwhile makes this run once more. */
async function removeExpired(tx: Transaction, table: Table, expiryId: string): Promise<boolean> {
  const prefix = expiryPrefix(expiryId);
  const { from, to } = expiredSeconds(tx.now);
  const range = { prefix, gte: [...prefix, from], lte: [...prefix, to], limit: SWEEP_CHUNK_ITEMS, isUnguarded: true };
  const rows = await tx.list(range);
  for (const { key } of rows) {
    const { second, itemKey } = readRow(key);
    const old = await findItem(tx, table.tableId, itemKey);
    const isExpired = old && expirySecond(old.item, table.timeToLive!.attributeName) === second;
    if (isExpired) await writeItem(tx, table, itemKey, { old, next: undefined, isExpiry: true });
    else tx.delete(key);
  }
  return rows.length < SWEEP_CHUNK_ITEMS;
}

async function nextSweep(tx: Transaction, expiryId: string): Promise<number | undefined> {
  const prefix = expiryPrefix(expiryId);
  const [next] = await tx.list({ prefix, gt: [...prefix, expiredSeconds(tx.now).to], limit: 1 });
  return next && sweepInstant(readRow(next.key).second, tx.now);
}
