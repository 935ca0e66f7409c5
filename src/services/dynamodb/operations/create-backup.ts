import type { Operation } from '../api.ts';
import { beginUserBackup, drawBackupIds } from '../backups/begin-backup.ts';
import { toBackupDetails } from '../backups/description.ts';
import { requireBackedUp } from '../backups/source-table.ts';
import { findTable, setTable, tableKey } from '../store.ts';
import { parseControlTableName } from '../table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateBackup.html */
export const createBackup: Operation<'CreateBackup'> = (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);
  const { transitionMs } = ctx.state;
  const ids = drawBackupIds(ctx);

  return ctx.transact(tableKey(address), async (tx) => {
    const table = requireBackedUp(await findTable(ctx, tx, address), address.name, tx.now, transitionMs);
    const { backup, marked } = await beginUserBackup(tx, table, ids, input.BackupName!, transitionMs);
    setTable(tx, marked);
    return { BackupDetails: toBackupDetails(backup) };
  });
};
