import { pack } from '../../../lib/tuple.ts';
import { ItemKey } from '../item-key.ts';
import type { Snapshot, Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { findTable, setTable } from '../store.ts';
import { StoredItem } from '../stored-item.ts';
import type { TableAddress } from '../table-name.ts';
import { writeItem } from '../write-item.ts';
import type { BackupAddress } from './backup.ts';
import { listAfter, pageAt, type CopiedItem, type ItemPage } from './history.ts';
import { COPY_CHUNK_ITEMS } from './limits.ts';
import type { Moment } from './moment.ts';
import { backupItemsPrefix, backups, copies, copiesOf, waitingPurgeKey } from './store.ts';
import { enqueueTrim } from './trim.ts';

export type CopySource =
  | { readonly kind: 'table'; readonly address: TableAddress; readonly tableId: string; readonly moment: Moment }
  | { readonly kind: 'backup'; readonly ownerId: string };
export type CopyTarget =
  | { readonly kind: 'table'; readonly address: TableAddress; readonly tableId: string }
  | { readonly kind: 'backup'; readonly address: BackupAddress; readonly ownerId: string };

/** Items on their way: into a backup, or into a table that is being restored. Its row is there until it is done. */
export interface Copy {
  readonly copyId: string;
  readonly from: CopySource;
  readonly to: CopyTarget;
  /** The packed key of the last item that was copied. */
  readonly place?: string;
}

export const COPY_ITEMS = 'dynamodb.copyItems';

interface CopyPayload {
  readonly copyId: string;
}

export function startCopy(tx: Transaction, copy: Copy, at: number): void {
  copies.insert(tx, copy);
  enqueueStep(tx, copy.copyId, at);
}

function enqueueStep(tx: Transaction, copyId: string, at: number): void {
  const payload: CopyPayload = { copyId };
  tx.enqueue({ type: COPY_ITEMS, payload }, { at, id: `${COPY_ITEMS}/${copyId}` });
}

/** A page and how far that came, in one transaction: a step that runs twice goes on instead of copying twice. */
export async function copyItems(ctx: Context, { copyId }: CopyPayload): Promise<void> {
  await ctx.transact([COPY_ITEMS, copyId], async (tx) => {
    const copy = await copies.get(tx, [copyId]);
    if (!copy) return;
    const { items, place } = await readPage(tx, copy);
    await writePage(ctx, tx, copy, items);
    if (place === undefined) return finish(ctx, tx, copy);
    copies.replace(tx, copy, { ...copy, place });
    enqueueStep(tx, copyId, tx.now);
  });
}

async function readPage(tx: Snapshot, { from, place }: Copy): Promise<ItemPage> {
  if (from.kind === 'table') return pageAt(tx, from.tableId, from.moment, place);
  const entries = await listAfter(tx, backupItemsPrefix(from.ownerId), place, COPY_CHUNK_ITEMS);
  const items = entries.map(({ key, value }) => ({
    key: ItemKey.ofParts(key.slice(2)),
    stored: new StoredItem(value),
  }));
  return { items, place: entries.length < COPY_CHUNK_ITEMS ? undefined : pack(entries.at(-1)!.key.slice(2)) };
}

async function writePage(ctx: Context, tx: Transaction, { to }: Copy, items: readonly CopiedItem[]): Promise<void> {
  if (to.kind === 'backup') {
    const prefix = backupItemsPrefix(to.ownerId);
    for (const { key, stored } of items) tx.set([...prefix, ...key.parts], stored.bytes);
    return;
  }
  const table = await findTable(ctx, tx, to.address);
  if (table?.tableId !== to.tableId) return;
  for (const { key, stored } of items) await writeItem(tx, table, key, { old: undefined, next: stored });
}

async function finish(ctx: Context, tx: Transaction, copy: Copy): Promise<void> {
  copies.remove(tx, copy);
  const { from, to } = copy;
  if (to.kind === 'backup') {
    const { accountId, region, tableName, backupId } = to.address;
    const backup = await backups.get(tx, [accountId, region, tableName, backupId]);
    if (backup) backups.replace(tx, backup, { ...backup, isComplete: true });
  } else await openTable(ctx, tx, to);
  if (from.kind === 'table') await releaseTable(ctx, tx, from);
}

/** ACTIVE from here on. */
async function openTable(ctx: Context, tx: Transaction, to: CopyTarget & { kind: 'table' }): Promise<void> {
  const table = await findTable(ctx, tx, to.address);
  if (table?.tableId !== to.tableId) return;
  const { restore: _, ...restored } = table;
  setTable(tx, { ...restored, activeAt: tx.now });
}

/** With its last copy goes what was kept for it, and what waited for it. */
async function releaseTable(ctx: Context, tx: Transaction, from: CopySource & { kind: 'table' }): Promise<void> {
  const others = await copiesOf(tx, from.tableId);
  if (others.length > 0) return;
  const waiting = await tx.get(waitingPurgeKey(from.tableId));
  if (waiting) {
    tx.delete(waitingPurgeKey(from.tableId));
    tx.enqueue(JSON.parse(Buffer.from(waiting).toString()));
  }
  const table = await findTable(ctx, tx, from.address);
  if (table?.tableId !== from.tableId || table.goneAt !== undefined) return;
  if (table.recovery || !table.history?.isKept) return;
  setTable(tx, { ...table, history: { ...table.history, isKept: false } });
  enqueueTrim(tx, table, tx.now);
}
