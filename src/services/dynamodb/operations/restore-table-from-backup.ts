import type { Operation } from '../api.ts';
import { backupArn, parseBackupArn } from '../backups/backup.ts';
import { backupBeingCreated, backupRestoresAnotherTable } from '../backups/errors.ts';
import { beginRestore, drawRestoreIds, requireFreeName, requireKeyAcrossRegions } from '../backups/restore.ts';
import { copiesOf, requireBackup } from '../backups/store.ts';
import { tableKey } from '../store.ts';
import { toTableDescription } from '../table-description.ts';
import { requireTargetName } from '../table-name.ts';
import { tableArn } from '../table.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableFromBackup.html */
export const restoreTableFromBackup: Operation<'RestoreTableFromBackup'> = (ctx, input) => {
  requireTargetName(input.TargetTableName!);
  const target = { accountId: ctx.accountId, region: ctx.region, name: input.TargetTableName! };
  const address = parseBackupArn(ctx, input.BackupArn!);
  requireKeyAcrossRegions(address.region, target, input);
  const arn = backupArn(address);
  const ids = drawRestoreIds(ctx);

  return ctx.transact(tableKey(target), async (tx) => {
    const backup = await requireBackup(tx, address);
    if (!backup.isComplete) throw backupBeingCreated(arn);
    await requireFreeName(ctx, tx, target);
    const restores = await copiesOf(tx, backup.ownerId);
    if (restores.length > 0) throw backupRestoresAnotherTable(arn);
    const table = await beginRestore(ctx, tx, ids, {
      target,
      source: backup.table,
      from: { kind: 'backup', ownerId: backup.ownerId },
      restore: { sourceBackupArn: arn, sourceTableArn: tableArn(backup.table), at: backup.createdAt },
      overrides: input,
    });
    return { TableDescription: toTableDescription(table, { now: tx.now, counts: new Map(), status: 'CREATING' }) };
  });
};
