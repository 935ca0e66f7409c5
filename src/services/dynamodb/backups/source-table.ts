import type { Input } from '../api.ts';
import { invalidParameter, validationException } from '../errors.ts';
import { parseControlTableName, parseTableArn, type TableAddress } from '../table-name.ts';
import { tableStatus } from '../table-status.ts';
import type { Table } from '../table.ts';
import { backupsBeingEnabled, invalidRequest, tableNotFound } from './errors.ts';
import { isEnablingBackups } from './recovery.ts';

/** For backups, a table that comes or goes is not there. */
export function requireSourceTable(table: Table | undefined, name: string, now: number): Table {
  const status = table && tableStatus(table, now);
  if (!table || status === 'CREATING' || status === 'DELETING') throw tableNotFound(name);
  return table;
}

/** For some time after its creation a table cannot be backed up: `enablingMs`, none by default. */
export function requireBackedUp(table: Table | undefined, name: string, now: number, enablingMs: number): Table {
  const source = requireSourceTable(table, name, now);
  if (isEnablingBackups(source, now, enablingMs)) throw backupsBeingEnabled(name);
  return source;
}

type RestoreInput = Input<'RestoreTableToPointInTime'>;

/** DynamoDB asks for this before anything else. */
export function requireOneTime({ RestoreDateTime, UseLatestRestorableTime }: RestoreInput): void {
  if (RestoreDateTime && UseLatestRestorableTime) {
    throw invalidRequest(
      'Both RestoreDateTime and UseLatestRestorableTime cannot be set for point-in-time restore request. ' +
        'Please specify either RestoreDateTime time or UseLatestRestorableTime',
    );
  }
  if (!RestoreDateTime && !UseLatestRestorableTime) {
    throw invalidRequest('Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both');
  }
}

/** By its ARN it may be in another region. */
export function parseSourceTable(
  scope: Pick<TableAddress, 'accountId' | 'region'>,
  { SourceTableArn, SourceTableName }: RestoreInput,
): TableAddress {
  if (SourceTableArn === undefined) return parseControlTableName(scope, SourceTableName);
  if (SourceTableName !== undefined) {
    throw validationException('Must provide exactly one of: sourceTableArn, sourceTableName');
  }
  if (!SourceTableArn.startsWith('arn:')) throw invalidParameter(`ARNs must start with 'arn:': ${SourceTableArn}`);
  const address = parseTableArn(SourceTableArn);
  if (!address) throw validationException('sourceTableArn is not a valid ARN');
  // The apostrophe is AWS's.
  if (address.accountId !== scope.accountId) {
    throw validationException('This action is only supported by accounts that match the resource owner’s account.');
  }
  return address;
}
