import type { Snapshot } from '../../storage/storage.ts';
import type { Context } from './api.ts';
import {
  accessDenied,
  foreignResourceArn,
  invalidParameter,
  resourceArnNotFound,
  tableNotFound,
  validationException,
} from './errors.ts';
import { findTable } from './store.ts';
import { parseTableArn, type TableAddress } from './table-name.ts';
import { tableStatus } from './table-status.ts';
import type { Table } from './table.ts';

type Scope = Pick<TableAddress, 'accountId' | 'region'>;

const STREAM = /\/stream\/[^/]+$/;
const BACKUP = /:table\/[^/]+\/backup\//;

/** What the tag operations take: tables by ARN only. */
export function requireTagTarget(scope: Scope, arn: string | undefined): TableAddress {
  if (arn === undefined) throw validationException('Invalid TableArn');
  const address = parseTableArn(arn);
  if (!address) throw notTaggable(arn);
  if (address.accountId !== scope.accountId) throw accessDenied();
  if (address.region !== scope.region) throw foreignResourceArn(arn);
  return address;
}

function notTaggable(arn: string) {
  if (!arn.startsWith('arn:')) return invalidParameter(`ARNs must start with 'arn:': ${arn}`);
  if (arn.split(':')[2] !== 'dynamodb' || BACKUP.test(arn)) {
    return invalidParameter(`Provided Arn is not a DynamoDB resource arn: ${arn}`);
  }
  // A stream could have tags, but has none that anybody could set.
  if (parseTableArn(arn.replace(STREAM, ''))) return resourceArnNotFound(arn);
  return invalidParameter(
    `Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${arn}`,
  );
}

/** Tags know of a table once it is ACTIVE. */
export async function requireTagged(
  ctx: Context,
  from: Snapshot,
  address: TableAddress,
  arn: string | undefined = '',
): Promise<Table> {
  const table = await findTable(ctx, from, address);
  if (table?.restore) throw tableNotFound(address.name);
  if (!table || tableStatus(table, from.now) === 'CREATING') throw resourceArnNotFound(arn);
  return table;
}
