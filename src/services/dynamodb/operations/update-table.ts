import type { Input, Operation } from '../api.ts';
import { changeBilling } from '../billing.ts';
import { invalidParameter, validationException } from '../errors.ts';
import { onDemandLimits } from '../index-definition.ts';
import { requireIndexUpdates, updateIndexes } from '../index-update.ts';
import { findTable, setTable, tableKey } from '../store.ts';
import { readCounts } from '../table-counts.ts';
import { toTableDescription } from '../table-description.ts';
import { parseControlTableName } from '../table-name.ts';
import { requireKnownSettings } from '../table-settings.ts';
import { requireChangeable } from '../table-status.ts';
import type { Index, Table } from '../table.ts';
import { enqueueBackfill, enqueueIndexPurge } from '../tasks.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export const updateTable: Operation<'UpdateTable'> = (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);
  requireSomeChange(input);
  requireKnownSettings(input);
  requireIndexUpdates(input.GlobalSecondaryIndexUpdates ?? []);
  const indexId = ctx.random.uuid();

  return ctx.transact(tableKey(address), async (tx) => {
    const table = requireChangeable(await findTable(ctx, tx, address), address.name, tx.now);
    const changed = applyChanges(table, input, tx.now);
    const { table: withIndexes, created, deleted } = updateIndexes(changed, input, indexId, tx.now);
    requireIndexThroughput(withIndexes);
    const updated = { ...withIndexes, updatedAt: tx.now + ctx.state.transitionMs };
    setTable(tx, updated);
    if (created) enqueueBackfill(tx, updated, created);
    if (deleted) enqueueIndexPurge(tx, updated, deleted);
    const counts = await readCounts(tx, updated);
    return { TableDescription: toTableDescription(updated, { now: tx.now, counts, status: 'UPDATING' }) };
  });
};

const CHANGES = [
  'ProvisionedThroughput',
  'BillingMode',
  'StreamSpecification',
  'GlobalSecondaryIndexUpdates',
  'SSESpecification',
  'ReplicaUpdates',
  'TableClass',
  'DeletionProtectionEnabled',
  'OnDemandThroughput',
  'WarmThroughput',
  'MultiRegionConsistency',
  'GlobalTableWitnessUpdates',
  'GlobalTableSettingsReplicationMode',
  'VectorIndexUpdates',
] as const satisfies readonly (keyof Input<'UpdateTable'>)[];

function requireSomeChange(input: Input<'UpdateTable'>): void {
  if (CHANGES.some((name) => (Array.isArray(input[name]) ? input[name].length > 0 : input[name] !== undefined))) return;
  throw validationException(
    'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
  );
}

function applyChanges(table: Table, input: Input<'UpdateTable'>, now: number): Table {
  const billing = changeBilling(table.billing, input, now);
  return {
    ...table,
    billing,
    indexes: billing.mode === 'PAY_PER_REQUEST' ? table.indexes.map(withoutThroughput) : table.indexes,
    ...(input.DeletionProtectionEnabled === undefined ? {} : { isDeletionProtected: input.DeletionProtectionEnabled }),
    ...(input.TableClass === undefined ? {} : { tableClass: input.TableClass, tableClassUpdatedAt: now }),
    ...(input.SSESpecification === undefined ? {} : { sse: input.SSESpecification }),
    ...(input.WarmThroughput === undefined
      ? {}
      : {
          warmThroughput: {
            readUnits: input.WarmThroughput.ReadUnitsPerSecond ?? 0,
            writeUnits: input.WarmThroughput.WriteUnitsPerSecond ?? 0,
          },
        }),
    ...onDemandLimits(input.OnDemandThroughput),
  };
}

/** A table that becomes provisioned needs a throughput for each of its global indexes. */
function requireIndexThroughput({ billing, indexes }: Table): void {
  if (billing.mode !== 'PROVISIONED') return;
  const missing = indexes.filter(({ kind, throughput }) => kind === 'global' && !throughput).map(({ name }) => name);
  if (missing.length > 0)
    throw invalidParameter(`ProvisionedThroughput must be specified for index: ${missing.join(',')}`);
}

/** On demand, indexes have no throughput of their own either. */
function withoutThroughput({ throughput: _throughput, ...index }: Index): Index {
  return index;
}
