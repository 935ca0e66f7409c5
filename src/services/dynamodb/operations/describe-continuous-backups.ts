import type { Operation } from '../api.ts';
import { toContinuousBackups } from '../backups/recovery.ts';
import { requireSourceTable } from '../backups/source-table.ts';
import { findTable } from '../store.ts';
import { parseControlTableName } from '../table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html */
export const describeContinuousBackups: Operation<'DescribeContinuousBackups'> = (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);

  return ctx.read(async (from) => {
    const table = requireSourceTable(await findTable(ctx, from, address), address.name, from.now);
    return { ContinuousBackupsDescription: toContinuousBackups(table, from.now, ctx.state.transitionMs) };
  });
};
