import type { Operation } from '../api.ts';
import { backupArn, parseBackupArn } from '../backups/backup.ts';
import { toBackupDescription } from '../backups/description.ts';
import { backupBeingCreated, backupRestoresTable, isSystemBackup } from '../backups/errors.ts';
import { removeBackup } from '../backups/expiry.ts';
import { copiesOf, requireBackup } from '../backups/store.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteBackup.html */
export const deleteBackup: Operation<'DeleteBackup'> = (ctx, input) => {
  const address = { ...parseBackupArn(ctx, input.BackupArn!), region: ctx.region };
  const arn = backupArn(address);

  return ctx.transact(['dynamodb/backup', arn], async (tx) => {
    const backup = await requireBackup(tx, address);
    if (backup.expiresAt !== undefined) throw isSystemBackup(arn, backup.expiresAt);
    if (!backup.isComplete) throw backupBeingCreated(arn);
    const restores = await copiesOf(tx, backup.ownerId);
    if (restores.length > 0) throw backupRestoresTable(arn);
    removeBackup(tx, backup);
    const { BackupDetails, ...source } = toBackupDescription(backup);
    return { BackupDescription: { BackupDetails: { ...BackupDetails!, BackupStatus: 'DELETED' }, ...source } };
  });
};
