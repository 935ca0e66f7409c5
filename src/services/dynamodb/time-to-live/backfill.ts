import { pack, unpack } from '../../../lib/tuple.ts';
import type { Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { toItemKey } from '../item-key.ts';
import { BACKFILL_CHUNK_ITEMS } from '../limits.ts';
import { findTable, itemsPrefix } from '../store.ts';
import { StoredItem } from '../stored-item.ts';
import type { Table } from '../table.ts';
import { expirySecond } from './expiry.ts';
import { addRow, type SweepPayload } from './expiry-rows.ts';

export const BACKFILL_EXPIRY = 'dynamodb.backfillExpiry';

interface BackfillPayload extends SweepPayload {
  /** The packed key of the last item looked at. */
  readonly place?: string;
}

export function enqueueExpiryBackfill(tx: Transaction, table: Table): void {
  const { accountId, region, name, tableId } = table;
  const payload: BackfillPayload = { accountId, region, name, tableId, expiryId: table.timeToLive!.expiryId };
  tx.enqueue({ type: BACKFILL_EXPIRY, payload });
}

/**
 * Gives the items that were there before their table had a time to live their rows, a chunk at a time. Writers keep the
 * rows of what they change themselves, and a row that is already there is the same.
 */
export async function backfillExpiry(ctx: Context, payload: BackfillPayload): Promise<void> {
  await ctx.transact([BACKFILL_EXPIRY, payload.expiryId], async (tx) => {
    const table = await findTable(ctx, tx, payload);
    if (table?.tableId !== payload.tableId || table.timeToLive?.expiryId !== payload.expiryId) return;
    if (!table.timeToLive.isEnabled) return;

    const entries = await tx.list({
      prefix: itemsPrefix(table.tableId),
      limit: BACKFILL_CHUNK_ITEMS,
      ...(payload.place === undefined ? {} : { gt: unpack(payload.place) }),
    });
    for (const { value } of entries) await addRowOf(tx, table, new StoredItem(value));
    const last = entries.at(-1);
    if (!last || entries.length < BACKFILL_CHUNK_ITEMS) return;
    tx.enqueue({ type: BACKFILL_EXPIRY, payload: { ...payload, place: pack(last.key) } });
  });
}

async function addRowOf(tx: Transaction, table: Table, { item }: StoredItem): Promise<void> {
  const second = expirySecond(item, table.timeToLive!.attributeName);
  if (second !== undefined) await addRow(tx, table, toItemKey(item, table.keys), second);
}
