import type { Key, MaybePromise, Snapshot } from '../../../storage/storage.ts';
import { chain } from '../../../storage/maybe-promise.ts';
import { table } from '../../../storage/table.ts';
import { backupArn, type Backup, type BackupAddress } from './backup.ts';
import { backupNotFound } from './errors.ts';
import type { Copy } from './copy.ts';

/**
 * How backups lie in storage. The old images of tables are told of in history.ts.
 *
 * | table | key | value |
 * |---|---|---|
 * | `dynamodb/backup` | account, region, table name, backup id | a `Backup`, JSON |
 * | `dynamodb/backup-item` | ownerId, hash, partition key, sort key | a `StoredItem` |
 * | `dynamodb/copy` | copyId | a `Copy` that is under way, JSON |
 * | `dynamodb/purge-waiting` | tableId | the task that removes a deleted table, once nobody copies it any more |
 */
export const backups = table<Backup>('dynamodb/backup', {
  key: ({ accountId, region, tableName, backupId }) => [accountId, region, tableName, backupId],
});

export const backupItemsPrefix = (ownerId: string): Key => ['dynamodb/backup-item', ownerId];

export const copies = table<Copy, 'source' | 'restore'>('dynamodb/copy', {
  key: ({ copyId }) => [copyId],
  indexes: {
    source: ({ copyId, from }) => [from.kind === 'table' ? from.tableId : from.ownerId, copyId],
    restore: ({ copyId, to }) => (to.kind === 'table' ? [to.address.accountId, to.address.region, copyId] : undefined),
  },
});

/** Copies under way of a table (by its tableId) or of a backup (by its ownerId). */
export const copiesOf = (from: Snapshot, sourceId: string): MaybePromise<readonly Copy[]> =>
  copies.index('source').list(from, { prefix: [sourceId] });

export const waitingPurgeKey = (tableId: string): Key => ['dynamodb/purge-waiting', tableId];

export const requireBackup = (from: Snapshot, address: BackupAddress): MaybePromise<Backup> => {
  const { accountId, region, tableName, backupId } = address;
  return chain(backups.get(from, [accountId, region, tableName, backupId]), (backup) => {
    if (!backup) throw backupNotFound(backupArn(address));
    return backup;
  });
};
