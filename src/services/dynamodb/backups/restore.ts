import type { RestoreSummary } from '@aws-sdk/client-dynamodb';
import type { Snapshot, Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { findTable, setTable } from '../store.ts';
import type { TableAddress } from '../table-name.ts';
import type { Table } from '../table.ts';
import { startCopy, type CopySource } from './copy.ts';
import { invalidRequest, tableAlreadyExists, tableBeingRestored, tooManyRestores } from './errors.ts';
import { MAX_CONCURRENT_RESTORES } from './limits.ts';
import { toRestoredDefinition, type Overrides } from './overrides.ts';
import { copies } from './store.ts';

/** What a table comes from, for as long as it is being restored. */
export interface Restore {
  readonly sourceBackupArn?: string;
  readonly sourceTableArn: string;
  /** The moment that it is restored to, epoch milliseconds. */
  readonly at: number;
}

export interface RestoreIds {
  readonly tableId: string;
  readonly copyId: string;
}

export const drawRestoreIds = ({ random }: Pick<Context, 'random'>): RestoreIds => ({
  tableId: random.uuid(),
  copyId: random.uuid(),
});

export interface RestoreRequest {
  readonly target: TableAddress;
  /** The table of that moment, or of now. */
  readonly source: Table;
  readonly from: CopySource;
  readonly restore: Restore;
  readonly overrides: Overrides;
}

/** Makes the table, which is CREATING until tasks have brought it its items. */
export async function beginRestore(
  ctx: Context,
  tx: Transaction,
  ids: RestoreIds,
  { target, source, from, restore, overrides }: RestoreRequest,
): Promise<Table> {
  const definition = toRestoredDefinition(source, overrides, tx.now);
  await requireFewRestores(tx, target);
  const { tableId, copyId } = ids;
  const activeAt = tx.now + ctx.state.transitionMs;
  const table: Table = {
    ...definition,
    ...target,
    tableId,
    // Ids of indexes must be new, and the table's is.
    indexes: definition.indexes.map((index, at) => ({ ...index, indexId: `${tableId}.${at}` })),
    createdAt: tx.now,
    activeAt,
    isDeletionProtected: false,
    restore,
  };
  setTable(tx, table);
  startCopy(tx, { copyId, from, to: { kind: 'table', address: target, tableId } }, activeAt);
  return table;
}

/** A name that is being restored is in use; of any other table, it is taken. */
export async function requireFreeName(ctx: Context, from: Snapshot, target: TableAddress): Promise<void> {
  const table = await findTable(ctx, from, target);
  if (table?.restore) throw tableBeingRestored(target.name, describeSource(table.restore));
  if (table) throw tableAlreadyExists(target.name);
}

const describeSource = ({ sourceBackupArn, sourceTableArn }: Restore): string =>
  sourceBackupArn === undefined ? `table: ${sourceTableArn}` : `backup: ${sourceBackupArn}`;

async function requireFewRestores(from: Snapshot, { accountId, region }: TableAddress): Promise<void> {
  const prefix = [accountId, region];
  const running = await copies.index('restore').list(from, { prefix, limit: MAX_CONCURRENT_RESTORES });
  if (running.length === MAX_CONCURRENT_RESTORES) throw tooManyRestores();
}

/** A copy in another region is encrypted anew, so its key has to be named. */
export function requireKeyAcrossRegions(sourceRegion: string, target: TableAddress, overrides: Overrides): void {
  if (sourceRegion === target.region || overrides.SSESpecificationOverride) return;
  throw invalidRequest('sseSpecificationOverride must be provided for cross-region restores');
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreSummary.html */
export const toRestoreSummary = ({ sourceBackupArn, sourceTableArn, at }: Restore): RestoreSummary => ({
  ...(sourceBackupArn === undefined ? {} : { SourceBackupArn: sourceBackupArn }),
  SourceTableArn: sourceTableArn,
  RestoreDateTime: new Date(at),
  RestoreInProgress: true,
});
