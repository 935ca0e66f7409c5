import type { Operation } from '../api.ts';
import { recoveryUnavailable } from '../backups/errors.ts';
import { markMoment } from '../backups/moment.ts';
import { requireRestorable } from '../backups/recovery.ts';
import { beginRestore, drawRestoreIds, requireFreeName, requireKeyAcrossRegions } from '../backups/restore.ts';
import { parseSourceTable, requireOneTime, requireSourceTable } from '../backups/source-table.ts';
import { findTable, setTable, tableKey } from '../store.ts';
import { toTableDescription } from '../table-description.ts';
import { tableArn } from '../table.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableToPointInTime.html */
export const restoreTableToPointInTime: Operation<'RestoreTableToPointInTime'> = (ctx, input) => {
  const target = { accountId: ctx.accountId, region: ctx.region, name: input.TargetTableName! };
  requireOneTime(input);
  const address = parseSourceTable(ctx, input);
  requireKeyAcrossRegions(address.region, target, input);
  const ids = drawRestoreIds(ctx);

  return ctx.transact(tableKey(target), async (tx) => {
    const source = requireSourceTable(await findTable(ctx, tx, address), address.name, tx.now);
    if (!source.recovery) throw recoveryUnavailable(address.name);
    const at = requireRestorable(source.recovery, input.RestoreDateTime?.getTime(), tx.now);
    await requireFreeName(ctx, tx, target);
    const { marked, moment } = markMoment(source, tx.now);
    setTable(tx, marked);
    const table = await beginRestore(ctx, tx, ids, {
      target,
      source,
      from: { kind: 'table', address, tableId: source.tableId, moment: { ...moment, at } },
      restore: { sourceTableArn: tableArn(source), at },
      overrides: input,
    });
    return { TableDescription: toTableDescription(table, { now: tx.now, counts: new Map(), status: 'CREATING' }) };
  });
};
