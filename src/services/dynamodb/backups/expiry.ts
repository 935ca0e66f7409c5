import type { Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import type { Backup, BackupAddress } from './backup.ts';
import { REMOVAL_CHUNK_ROWS } from './limits.ts';
import { backupItemsPrefix, backups, copiesOf } from './store.ts';

export const EXPIRE_BACKUP = 'dynamodb.expireBackup';
export const PURGE_BACKUP = 'dynamodb.purgeBackup';

interface PurgePayload {
  readonly ownerId: string;
}

export function enqueueExpiry(tx: Transaction, backup: Backup): void {
  const { accountId, region, tableName, backupId } = backup;
  const payload: BackupAddress = { accountId, region, tableName, backupId };
  tx.enqueue({ type: EXPIRE_BACKUP, payload }, { at: backup.expiresAt! });
}

/** It is gone at once; its items go in tasks. */
export function removeBackup(tx: Transaction, backup: Backup): void {
  backups.remove(tx, backup);
  enqueuePurge(tx, { ownerId: backup.ownerId }, tx.now);
}

function enqueuePurge(tx: Transaction, payload: PurgePayload, at: number): void {
  tx.enqueue({ type: PURGE_BACKUP, payload }, { at });
}

export async function expireBackup(ctx: Context, address: BackupAddress): Promise<void> {
  const { accountId, region, tableName, backupId } = address;
  await ctx.transact([EXPIRE_BACKUP, accountId, region, tableName, backupId], async (tx) => {
    const backup = await backups.get(tx, [accountId, region, tableName, backupId]);
    if (backup) removeBackup(tx, backup);
  });
}

const RETRY_PURGE_MS = 1000;

/** A chunk at a time. A table that is being restored from an expired backup gets all of it. */
export async function purgeBackup(ctx: Context, payload: PurgePayload): Promise<void> {
  await ctx.transact([PURGE_BACKUP, payload.ownerId], async (tx) => {
    const readers = await copiesOf(tx, payload.ownerId);
    if (readers.length > 0) return enqueuePurge(tx, payload, tx.now + RETRY_PURGE_MS);
    const rows = await tx.list({ prefix: backupItemsPrefix(payload.ownerId), limit: REMOVAL_CHUNK_ROWS });
    for (const { key } of rows) tx.delete(key);
    if (rows.length === REMOVAL_CHUNK_ROWS) enqueuePurge(tx, payload, tx.now);
  });
}
