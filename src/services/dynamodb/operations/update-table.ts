import type { Operation } from '../api.ts';
import { requireIndexThroughput, requireIndexUpdates, requireWarmThroughputs, updateIndexes } from '../index-update.ts';
import { describeReplicas } from '../replicas/description.ts';
import { changePeers } from '../replicas/following.ts';
import { requirePeersAtRest, requireStreamKept } from '../replicas/group.ts';
import { toReplicaAction } from '../replicas/request.ts';
import { updateReplicas } from '../replicas/update.ts';
import { findTable, setTable, tableKey } from '../store.ts';
import { changeStream } from '../streams/life.ts';
import { requireWithinQuota } from '../quota.ts';
import { readCounts } from '../table-counts.ts';
import { toTableDescription } from '../table-description.ts';
import { parseControlTableName } from '../table-name.ts';
import { notImplemented, requireKnownSettings, requireStreamChange } from '../table-settings.ts';
import { requireChangeable } from '../table-status.ts';
import { applyChanges, requireOneChange } from '../table-update.ts';
import { enqueueBackfill, enqueueIndexPurge } from '../tasks.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export const updateTable: Operation<'UpdateTable'> = async (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);
  requireWarmThroughputs(input.GlobalSecondaryIndexUpdates ?? []);
  requireOneChange(input);
  requireKnownSettings(input);
  if (input.MultiRegionConsistency === 'STRONG') throw notImplemented('MultiRegionConsistency STRONG');
  if (input.ReplicaUpdates) {
    const action = toReplicaAction(input.ReplicaUpdates);
    return { TableDescription: await updateReplicas(ctx, address, action) };
  }
  requireStreamChange(input.StreamSpecification);
  requireIndexUpdates(input.GlobalSecondaryIndexUpdates ?? []);
  const indexId = ctx.random.uuid();

  return ctx.transact(tableKey(address), async (tx) => {
    const found = await findTable(ctx, tx, address);
    requireStreamKept(found, input.StreamSpecification);
    const peers = found ? await requirePeersAtRest(ctx, tx, found) : [];
    const table = requireChangeable(found, address.name, tx.now);
    const streamed = await changeStream(tx, table, input.StreamSpecification, ctx.state.transitionMs);
    const changed = applyChanges(streamed, input, tx.now, ctx.state.transitionMs);
    const { table: withIndexes, created, deleted } = updateIndexes(changed, input, indexId, tx.now);
    requireIndexThroughput(withIndexes);
    requireWithinQuota(withIndexes);

    const updated = { ...withIndexes, updatedAt: tx.now + ctx.state.transitionMs };
    setTable(tx, updated);
    changePeers(ctx, tx, table, updated, peers);
    if (created) enqueueBackfill(tx, updated, created);
    if (deleted) enqueueIndexPurge(tx, updated, deleted);
    const counts = await readCounts(tx, updated);
    const description = toTableDescription(updated, { now: tx.now, counts, status: 'UPDATING' });
    return { TableDescription: { ...description, ...(await describeReplicas(ctx, tx, updated)) } };
  });
};
