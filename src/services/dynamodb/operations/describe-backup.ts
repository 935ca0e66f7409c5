import type { Operation } from '../api.ts';
import { parseBackupArn } from '../backups/backup.ts';
import { toBackupDescription } from '../backups/description.ts';
import { requireBackup } from '../backups/store.ts';

/**
 * Looks in the region of the request, whichever the ARN says.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeBackup.html
 */
export const describeBackup: Operation<'DescribeBackup'> = (ctx, input) => {
  const address = { ...parseBackupArn(ctx, input.BackupArn!), region: ctx.region };

  return ctx.read(async (from) => ({ BackupDescription: toBackupDescription(await requireBackup(from, address)) }));
};
