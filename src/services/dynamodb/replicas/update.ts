import type { TableDescription, UpdateReplicationGroupMemberAction } from '@aws-sdk/client-dynamodb';
import type { Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { tableNotFound } from '../errors.ts';
import { findTable, setTable, tableKey } from '../store.ts';
import { readCounts } from '../table-counts.ts';
import { toTableDescription } from '../table-description.ts';
import type { TableAddress } from '../table-name.ts';
import { tableStatus } from '../table-status.ts';
import type { Table } from '../table.ts';
import { enqueueScaling, requireScaledWrites } from './auto-scaling/write-scaling.ts';
import { describeReplicas, GlobalTableVersion } from './description.ts';
import { groupInUse, keyForEachReplica, localRegion, notAReplica, replicaIsBeingAdded } from './errors.ts';
import { requirePeersAtRest } from './group.ts';
import { join } from './joining.ts';
import { leave } from './leaving.ts';
import { overrideReads, requireOverridesFit } from './overrides.ts';
import { requireSupportedRegion } from './regions.ts';
import type { ReplicaAction } from './request.ts';

/** UpdateTable with ReplicaUpdates. Its answer shows the replicas as they were: AWS's changes come later. */
export async function updateReplicas(
  ctx: Context,
  address: TableAddress,
  action: ReplicaAction,
): Promise<TableDescription> {
  if (action.region === address.region) throw localRegion();
  requireSupportedRegion(action.region);
  const tableId = ctx.random.uuid();
  const scaling = action.kind === 'create' ? await requireScaledWrites(ctx, address) : undefined;

  return ctx.transact(tableKey(address), async (tx) => {
    const table = await requireReplicable(ctx, tx, address);
    const before = await describeReplicas(ctx, tx, table);
    const changed = await act(ctx, tx, table, action, tableId);
    if (scaling) enqueueScaling(tx, { ...address, region: action.region }, scaling);
    const counts = await readCounts(tx, table);
    const description = toTableDescription(changed, { now: tx.now, counts, status: 'UPDATING' });
    return { ...description, GlobalTableVersion, Replicas: [], ...before };
  });
}

/** The table, if its replicas can be changed now. */
async function requireReplicable(ctx: Context, tx: Transaction, address: TableAddress): Promise<Table> {
  const table = await findTable(ctx, tx, address);
  if (!table) throw tableNotFound(address.name);
  if (table.isFilling) throw replicaIsBeingAdded(table.name, table.region);
  if (tableStatus(table, tx.now) !== 'ACTIVE') throw groupInUse();
  return table;
}

function act(ctx: Context, tx: Transaction, table: Table, action: ReplicaAction, tableId: string): Promise<Table> {
  if (action.kind === 'create') return join(ctx, tx, table, action.settings, tableId);
  if (action.kind === 'update') return override(ctx, tx, table, action.settings);
  return drop(ctx, tx, table, action.region);
}

async function override(
  ctx: Context,
  tx: Transaction,
  table: Table,
  settings: UpdateReplicationGroupMemberAction,
): Promise<Table> {
  const replica = await requirePeer(ctx, tx, table, settings.RegionName!);
  if (settings.KMSMasterKeyId !== undefined) throw keyForEachReplica();
  requireOverridesFit(replica, settings);
  const updatedAt = tx.now + ctx.state.transitionMs;
  setTable(tx, { ...overrideReads(replica, settings, tx.now), updatedAt });
  setTable(tx, { ...table, updatedAt });
  return table;
}

async function drop(ctx: Context, tx: Transaction, table: Table, region: string): Promise<Table> {
  await leave(ctx, tx, await requirePeer(ctx, tx, table, region));
  return table;
}

async function requirePeer(ctx: Context, tx: Transaction, table: Table, region: string): Promise<Table> {
  if (!table.replicas?.some((replica) => replica.region === region)) throw notAReplica(region);
  const peers = await requirePeersAtRest(ctx, tx, table);
  return peers.find((peer) => peer.region === region)!;
}
