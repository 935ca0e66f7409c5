import type { CreateReplicationGroupMemberAction } from '@aws-sdk/client-dynamodb';
import type { Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { findTable, setTable } from '../store.ts';
import { startStream } from '../streams/life.ts';
import type { Replica, Table } from '../table.ts';
import { groupInUse, replicaExists } from './errors.ts';
import { enqueueFilling } from './filling.ts';
import { enqueueForgetting } from './forgetting.ts';
import { requirePeersAtRest } from './group.ts';
import { toReplicaTable } from './replica-table.ts';

/** Makes a table of the same name, schema and settings in another region, and everybody know it. */
export async function join(
  ctx: Context,
  tx: Transaction,
  table: Table,
  settings: CreateReplicationGroupMemberAction,
  tableId: string,
): Promise<Table> {
  const region = settings.RegionName!;
  const isKnown = table.replicas?.some((replica) => replica.region === region);
  if (isKnown || (await findTable(ctx, tx, { ...table, region }))) throw replicaExists(table.name);
  const peers = await requirePeersAtRest(ctx, tx, table);
  if (table.indexes.some(({ isBackfilling }) => isBackfilling)) throw groupInUse();

  const { transitionMs } = ctx.state;
  const entry: Replica = { region, tableId, madeFrom: table.region, joinedAt: tx.now };
  const wanted = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } as const;
  const streamed = table.stream ? table : await startStream(tx, table, wanted, transitionMs);
  const source = withReplica({ ...streamed, updatedAt: tx.now + transitionMs }, entry);
  const itself: Replica = { region: table.region, tableId: table.tableId, joinedAt: tx.now };
  const replica: Table = {
    ...toReplicaTable(table, settings, { region, tableId, now: tx.now }),
    activeAt: tx.now + transitionMs,
    isFilling: true,
    replicas: [itself, ...(table.replicas ?? [])],
  };
  for (const member of [source, ...peers.map((peer) => withReplica(peer, entry)), replica]) setTable(tx, member);
  for (const member of [source, replica]) enqueueForgetting(tx, member);
  enqueueFilling(tx, replica, source);
  return source;
}

const withReplica = (table: Table, entry: Replica): Table => ({
  ...table,
  replicas: [...(table.replicas ?? []), entry],
});
