import type { Context } from '../api.ts';
import type { Transaction } from '../../../storage/storage.ts';
import { readCounts } from '../table-counts.ts';
import type { Table } from '../table.ts';
import { SYSTEM_BACKUP_SUFFIX, systemBackupName, toBackupId, type Backup } from './backup.ts';
import { startCopy } from './copy.ts';
import { enqueueExpiry } from './expiry.ts';
import { DAY_MS, SYSTEM_BACKUP_DAYS } from './limits.ts';
import { markMoment } from './moment.ts';
import { backups } from './store.ts';

export interface BackupIds {
  readonly ownerId: string;
  readonly copyId: string;
  /** Of its ARN. */
  readonly suffix: string;
}

/** Drawn before the transaction, whose body may run twice. */
export const drawBackupIds = ({ random }: Pick<Context, 'random'>): BackupIds => ({
  ownerId: random.uuid(),
  copyId: random.uuid(),
  suffix: random.hex(4),
});

export interface Begun {
  readonly backup: Backup;
  /** What is to be stored for the table, so that its writes keep the moment. */
  readonly marked: Table;
}

type Kind = Pick<Backup, 'name' | 'type' | 'expiresAt' | 'backupId'>;

/** The moment is that of the transaction; the items follow in tasks, which begin after `delayMs`. */
async function beginBackup(
  tx: Transaction,
  table: Table,
  ids: Omit<BackupIds, 'suffix'>,
  kind: Kind,
  delayMs: number,
): Promise<Begun> {
  const { marked, moment } = markMoment(table, tx.now);
  const { accountId, region, name: tableName, tableId } = table;
  const { items, bytes } = (await readCounts(tx, { ...table, indexes: [] })).get(tableId)!;
  const { ownerId, copyId } = ids;
  const address = { accountId, region, tableName, backupId: kind.backupId };
  const backup: Backup = { ...address, ...kind, ownerId, createdAt: tx.now, isComplete: false, table, items, bytes };
  backups.insert(tx, backup);
  const source = { kind: 'table', address: { accountId, region, name: tableName }, tableId, moment } as const;
  startCopy(tx, { copyId, from: source, to: { kind: 'backup', address, ownerId } }, tx.now + delayMs);
  return { backup, marked };
}

export const beginUserBackup = (tx: Transaction, table: Table, ids: BackupIds, name: string, delayMs: number) =>
  beginBackup(tx, table, ids, { name, type: 'USER', backupId: toBackupId(tx.now, ids.suffix) }, delayMs);

/**
 * What is left of a table with point-in-time recovery when it is deleted.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html
 */
export async function beginSystemBackup(tx: Transaction, table: Table, delayMs: number): Promise<void> {
  const { accountId, region, name: tableName } = table;
  let at = tx.now;
  // Tables of one name may go several times in a millisecond.
  while (await backups.get(tx, [accountId, region, tableName, toBackupId(at, SYSTEM_BACKUP_SUFFIX)])) at++;
  const expiresAt = tx.now + SYSTEM_BACKUP_DAYS * DAY_MS;
  const backupId = toBackupId(at, SYSTEM_BACKUP_SUFFIX);
  const kind: Kind = { name: systemBackupName(tableName), type: 'SYSTEM', expiresAt, backupId };
  // A table is deleted once, so its id is enough to draw none.
  const [ownerId, copyId] = [`${table.tableId}.backup`, `${table.tableId}.copy`];
  const { backup } = await beginBackup(tx, table, { ownerId, copyId }, kind, delayMs);
  enqueueExpiry(tx, backup);
}
