import type { BackupStatus, BackupType } from '@aws-sdk/client-dynamodb';
import { accessDenied } from '../errors.ts';
import type { Table } from '../table.ts';
import type { TableAddress } from '../table-name.ts';
import { invalidBackupArn, notABackupArn } from './errors.ts';

/** Where a backup is. `backupId` begins with its instant, so that backups of a table lie in the order of time. */
export interface BackupAddress {
  readonly accountId: string;
  readonly region: string;
  readonly tableName: string;
  readonly backupId: string;
}

/** A backup as it is stored; its items are rows of their own, see store.ts. Instants are epoch milliseconds. */
export interface Backup extends BackupAddress {
  /** What its items are found by. */
  readonly ownerId: string;
  readonly name: string;
  readonly type: BackupType;
  readonly createdAt: number;
  /** Of system backups, which go by themselves. */
  readonly expiresAt?: number;
  /** All items are copied. */
  readonly isComplete: boolean;
  /** The table of that moment. */
  readonly table: Table;
  readonly items: number;
  readonly bytes: number;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BackupDetails.html */
export const backupArn = ({ accountId, region, tableName, backupId }: BackupAddress): string =>
  `arn:aws:dynamodb:${region}:${accountId}:table/${tableName}/backup/${backupId}`;

export const toBackupId = (createdAt: number, suffix: string): string =>
  `${String(createdAt).padStart(14, '0')}-${suffix}`;

/** What distinguishes system backups of the same instant is nothing: AWS writes zeros. */
export const SYSTEM_BACKUP_SUFFIX = '00000000';

export const systemBackupName = (tableName: string): string => `${tableName}$DeletedTableBackup`;

export const backupStatus = ({ isComplete }: Backup): BackupStatus => (isComplete ? 'AVAILABLE' : 'CREATING');

type Scope = Pick<TableAddress, 'accountId' | 'region'>;

const ARN =
  /^arn:aws[a-z-]*:dynamodb:([a-z]{2}(?:-[a-z]+)+-\d):(\d{12}):table\/([a-zA-Z0-9_.-]+)\/backup\/([0-9a-f-]+)$/;
/** Its last part may be right, and then DynamoDB says so. */
const ANY_BACKUP_ARN = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:table\/[^/]+\/backup\/[^/]+$/;

/** The region may be another: restores cross regions. Backups of other accounts nobody sees. */
export function parseBackupArn(scope: Scope, arn: string): BackupAddress {
  const match = ARN.exec(arn);
  if (!match) throw ANY_BACKUP_ARN.test(arn) ? invalidBackupArn() : notABackupArn();
  const [, region, accountId, tableName, backupId] = match as unknown as [string, string, string, string, string];
  if (accountId !== scope.accountId) throw accessDenied();
  return { accountId, region, tableName, backupId };
}
