import { pack, unpack } from '../../../lib/tuple.ts';
import type { Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { toItemKey } from '../item-key.ts';
import { BACKFILL_CHUNK_ITEMS } from '../limits.ts';
import { findItem, findTable, itemsPrefix, setTable } from '../store.ts';
import { StoredItem } from '../stored-item.ts';
import { startStream } from '../streams/life.ts';
import type { Table } from '../table.ts';
import type { TableAddress } from '../table-name.ts';
import { writeItem } from '../write-item.ts';
import { findVersion } from './store.ts';
import { isLater, UNVERSIONED } from './version.ts';

export const FILL_REPLICA = 'dynamodb.fillReplica';

interface FillPayload extends TableAddress {
  readonly tableId: string;
  readonly source: Pick<Table, 'region' | 'tableId'>;
  /** The packed key of the last item that was copied. */
  readonly place?: string;
}

export function enqueueFilling(tx: Transaction, replica: Table, { region, tableId }: Table): void {
  const { accountId, name } = replica;
  const source = { region, tableId };
  const payload: FillPayload = { accountId, region: replica.region, name, tableId: replica.tableId, source };
  tx.enqueue({ type: FILL_REPLICA, payload }, { at: replica.activeAt });
}

/**
 * Copies what is there to a new replica, a chunk at a time, and opens it. What is written meanwhile is sent to it as to
 * the others: whichever comes first, the later version stays.
 */
export async function fillReplica(ctx: Context, payload: FillPayload): Promise<void> {
  await ctx.transact([FILL_REPLICA, payload.tableId], async (tx) => {
    const replica = await findTable(ctx, tx, payload);
    if (replica?.tableId !== payload.tableId || !replica.isFilling) return;
    const source = await findTable(ctx, tx, { ...payload, region: payload.source.region });
    if (source?.tableId !== payload.source.tableId) return open(tx, replica, undefined);

    const entries = await tx.list({
      prefix: itemsPrefix(source.tableId),
      limit: BACKFILL_CHUNK_ITEMS,
      ...(payload.place === undefined ? {} : { gt: unpack(payload.place) }),
    });
    for (const { value } of entries) await copy(tx, source, replica, new StoredItem(value));
    const last = entries.at(-1);
    if (!last || entries.length < BACKFILL_CHUNK_ITEMS) return open(tx, replica, source);
    tx.enqueue({ type: FILL_REPLICA, payload: { ...payload, place: pack(last.key) } });
  });
}

async function copy(tx: Transaction, source: Table, replica: Table, next: StoredItem): Promise<void> {
  const key = toItemKey(next.item, source.keys);
  const version = (await findVersion(tx, source.tableId, key)) ?? UNVERSIONED;
  const known = await findVersion(tx, replica.tableId, key);
  if (known && !isLater(version, known)) return;
  const old = await findItem(tx, replica.tableId, key);
  await writeItem(tx, replica, key, { old, next, replicated: version });
}

/** Its stream begins now, with the view of the table that it was made from: what was copied is not in it. */
async function open(tx: Transaction, replica: Table, source: Table | undefined): Promise<void> {
  const { isFilling: _, ...filled } = replica;
  const StreamViewType = source?.stream?.viewType ?? 'NEW_AND_OLD_IMAGES';
  setTable(tx, await startStream(tx, filled, { StreamEnabled: true, StreamViewType }, 0));
}
