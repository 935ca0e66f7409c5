import { AwsError } from '../../../kernel/aws-error.ts';
import { limitExceeded, validationException } from '../errors.ts';
import { MAX_CONCURRENT_RESTORES } from './limits.ts';

/**
 * What backups and restores say no with. The texts are recorded answers; where there is none, the service's README says so.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Backup-and-Restore.html
 */
export const invalidRequest = (message: string) => validationException(`Invalid Request: ${message}`);

/** Unlike the operations on tables: another error, and fewer words. */
export const tableNotFound = (name: string) => new AwsError('TableNotFoundException', `Table not found: ${name}`);
export const tableAlreadyExists = (name: string) =>
  new AwsError('TableAlreadyExistsException', `Table already exists: ${name}`);
export const tableBeingRestored = (name: string, source: string) =>
  new AwsError('TableInUseException', `Table: ${name} is already being restored from ${source}`);

export const backupsBeingEnabled = (name: string) =>
  new AwsError(
    'ContinuousBackupsUnavailableException',
    `Backups are being enabled for the table: ${name}. Please retry later`,
  );

export const backupNotFound = (arn: string) => new AwsError('BackupNotFoundException', `Backup not found: ${arn}`);
export const backupBeingCreated = (arn: string) =>
  new AwsError('BackupInUseException', `Backup is being created: ${arn}`);
export const backupRestoresTable = (arn: string) =>
  new AwsError('BackupInUseException', `Backup is being used to restore table: ${arn}`);
export const backupRestoresAnotherTable = (arn: string) =>
  new AwsError('BackupInUseException', `Backup is being used to restore another table: ${arn}`);
export const isSystemBackup = (arn: string, expiresAt: number) =>
  invalidRequest(
    `User is not allowed to delete the system backup with arn ${arn}. ` +
      `It will automatically expire on ${new Date(expiresAt).toISOString()}`,
  );

export const notABackupArn = () => validationException('Invalid Backup ARN');
export const invalidBackupArn = () => invalidRequest('BackupArn is not valid');

export const recoveryUnavailable = (name: string) =>
  new AwsError('PointInTimeRecoveryUnavailableException', `Point in time recovery is not enabled for table '${name}'`);
export const invalidRestoreTime = (at: number, earliestAt: number, latestAt: number) =>
  new AwsError(
    'InvalidRestoreTimeException',
    `RestoreDateTime '${toSeconds(at)}' must be within EarliestRestorableDateTime '${toSeconds(earliestAt)}' ` +
      `and LatestRestorableDateTime '${toSeconds(latestAt)}'`,
  );

/** `2026-10-06T23:16:32Z` */
const toSeconds = (at: number): string => `${new Date(at).toISOString().slice(0, -5)}Z`;

export const tooManyRestores = () =>
  limitExceeded(
    `Subscriber limit exceeded: Only ${MAX_CONCURRENT_RESTORES} restore operations can be done simultaneously`,
  );
