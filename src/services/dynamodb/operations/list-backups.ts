import type { Input, Operation } from '../api.ts';
import { backupArn, parseBackupArn, type Backup } from '../backups/backup.ts';
import { toBackupSummary } from '../backups/description.ts';
import { invalidRequest } from '../backups/errors.ts';
import { DEFAULT_LIST_BACKUPS_LIMIT } from '../backups/limits.ts';
import { backups } from '../backups/store.ts';
import { invalidParameter } from '../errors.ts';
import { parseControlTableName } from '../table-name.ts';

/**
 * By the names of tables, then by time. Where it starts is a place, not a backup that has to be there.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListBackups.html
 */
export const listBackups: Operation<'ListBackups'> = (ctx, input) => {
  requireTimeRange(input);
  const table = input.TableName === undefined ? undefined : parseControlTableName(ctx, input.TableName);
  const { accountId, region } = table ?? ctx;
  const start =
    input.ExclusiveStartBackupArn === undefined ? undefined : parseBackupArn(ctx, input.ExclusiveStartBackupArn);
  if (start && start.region !== region) {
    throw invalidRequest('The supplied ExclusiveStartBackupArn does not match the region');
  }
  const limit = input.Limit ?? DEFAULT_LIST_BACKUPS_LIMIT;
  const range = {
    prefix: [accountId, region, ...(table ? [table.name] : [])],
    ...(start ? { gt: [accountId, region, start.tableName, start.backupId] } : {}),
  };

  return ctx.read(async (from) => {
    const found: Backup[] = [];
    for await (const backup of backups.scan(from, range)) {
      if (isWanted(backup, input)) found.push(backup);
      if (found.length > limit) break;
    }
    const page = found.slice(0, limit);
    return {
      BackupSummaries: page.map(toBackupSummary),
      ...(found.length > limit ? { LastEvaluatedBackupArn: backupArn(page.at(-1)!) } : {}),
    };
  });
};

function requireTimeRange({ TimeRangeLowerBound: from, TimeRangeUpperBound: to }: Input<'ListBackups'>): void {
  if (from && to && from > to) {
    throw invalidParameter('Time range lower bound must be less than or equal to upper bound');
  }
}

/** Those that users made, unless others are asked for; the lower bound included, the upper one not. */
function isWanted({ type, createdAt }: Backup, input: Input<'ListBackups'>): boolean {
  const wanted = input.BackupType ?? 'USER';
  return (
    (wanted === 'ALL' || wanted === type) &&
    createdAt >= (input.TimeRangeLowerBound?.getTime() ?? -Infinity) &&
    createdAt < (input.TimeRangeUpperBound?.getTime() ?? Infinity)
  );
}
