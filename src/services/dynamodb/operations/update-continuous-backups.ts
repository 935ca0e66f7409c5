import type { Operation } from '../api.ts';
import { TRIM_INTERVAL_MS } from '../backups/limits.ts';
import { markMoment } from '../backups/moment.ts';
import { changeRecovery, requireConsistentRecovery, toContinuousBackups } from '../backups/recovery.ts';
import { requireBackedUp } from '../backups/source-table.ts';
import { copiesOf } from '../backups/store.ts';
import { enqueueTrim } from '../backups/trim.ts';
import { findTable, setTable, tableKey } from '../store.ts';
import { parseControlTableName } from '../table-name.ts';
import type { Table } from '../table.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html */
export const updateContinuousBackups: Operation<'UpdateContinuousBackups'> = (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);
  const wanted = input.PointInTimeRecoverySpecification!;
  requireConsistentRecovery(wanted);
  const { transitionMs } = ctx.state;

  return ctx.transact(tableKey(address), async (tx) => {
    const table = requireBackedUp(await findTable(ctx, tx, address), address.name, tx.now, transitionMs);
    const recovery = changeRecovery(table.recovery, wanted, tx.now);
    const copied = await copiesOf(tx, table.tableId);
    const { recovery: _, ...plain } = table;
    const changed: Table = recovery ? { ...markMoment(table, tx.now).marked, recovery } : forget(plain, copied.length);
    setTable(tx, changed);
    enqueueTrim(tx, changed, recovery ? tx.now + TRIM_INTERVAL_MS : tx.now);
    return { ContinuousBackupsDescription: toContinuousBackups(changed, tx.now, transitionMs) };
  });
};

/** Copies that are under way still need what was. */
const forget = (table: Table, copies: number): Table =>
  table.history ? { ...table, history: { ...table.history, isKept: copies > 0 } } : table;
