import type {
  ReplicaDescription,
  ReplicaGlobalSecondaryIndexDescription,
  ReplicaStatus,
  TableDescription,
} from '@aws-sdk/client-dynamodb';
import type { Snapshot } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { tableClassSummary, toSseDescription, toWarmThroughput } from '../table-description.ts';
import { tableStatus } from '../table-status.ts';
import type { Index, OnDemandLimits, Replica, Table, Throughput } from '../table.ts';
import { findReplica } from './store.ts';

type ReplicaMembers = Pick<TableDescription, 'GlobalTableVersion' | 'Replicas' | 'GlobalTableSettingsReplicationMode'>;

/** The version of global tables that replicas are of. */
export const GlobalTableVersion = '2019.11.21';
const MODE = 'ENABLED_WITH_OVERRIDES';

/** What DescribeTable adds of a global table: the other replicas, in the order in which they came. */
export async function describeReplicas(ctx: Context, from: Snapshot, table: Table): Promise<ReplicaMembers> {
  if (!table.replicas) return {};
  const Replicas = await Promise.all(
    table.replicas.map(async (replica) =>
      describeReplica(table, replica, await findReplica(ctx, from, table, replica), from.now),
    ),
  );
  return { GlobalTableVersion, Replicas, GlobalTableSettingsReplicationMode: MODE };
}

/** What is the same as here is left out. A replica whose table is gone is about to be forgotten. */
export function describeReplica(
  table: Table,
  { region, isLeaving }: Replica,
  peer: Table | undefined,
  now: number,
): ReplicaDescription {
  // A table has all states that a replica of ours has, and no other.
  const status = (peer && !isLeaving ? tableStatus(peer, now) : 'DELETING') as ReplicaStatus;
  const frame = { RegionName: region, ReplicaStatus: status };
  if (!peer) return frame;
  const { TableClassSummary } = tableClassSummary(peer);
  const indexes = peer.indexes.filter(({ kind }) => kind === 'global');
  return {
    ...frame,
    ...(peer.sse?.Enabled ? { KMSMasterKeyId: toSseDescription(peer).KMSMasterKeyArn } : {}),
    ...overridesOf(readsOfTable(table), readsOfTable(peer)),
    WarmThroughput: { ...toWarmThroughput(peer.billing, peer), Status: 'ACTIVE' },
    ...(indexes.length > 0
      ? { GlobalSecondaryIndexes: indexes.map((index) => describeIndex(table, peer, index)) }
      : {}),
    ...(TableClassSummary ? { ReplicaTableClassSummary: TableClassSummary } : {}),
    GlobalTableSettingsReplicationMode: MODE,
  };
}

function describeIndex(table: Table, peer: Table, index: Index): ReplicaGlobalSecondaryIndexDescription {
  const own = table.indexes.find(({ name }) => name === index.name);
  return {
    IndexName: index.name,
    ...(own ? overridesOf(own, index) : {}),
    WarmThroughput: { ...toWarmThroughput(peer.billing, index), Status: 'ACTIVE' },
  };
}

interface Reads {
  readonly throughput?: Throughput;
  readonly onDemandLimits?: OnDemandLimits;
}

const readsOfTable = ({ billing, onDemandLimits }: Table): Reads => ({
  throughput: billing.throughput,
  ...(onDemandLimits ? { onDemandLimits } : {}),
});

/** Whatever differs is called an override, seen from either side. */
function overridesOf(
  own: Reads,
  other: Reads,
): Pick<ReplicaDescription, 'ProvisionedThroughputOverride' | 'OnDemandThroughputOverride'> {
  const ReadCapacityUnits = other.throughput?.readUnits;
  const MaxReadRequestUnits = other.onDemandLimits?.maxReadUnits;
  return {
    ...(ReadCapacityUnits !== undefined && ReadCapacityUnits !== own.throughput?.readUnits
      ? { ProvisionedThroughputOverride: { ReadCapacityUnits } }
      : {}),
    ...(MaxReadRequestUnits !== undefined && MaxReadRequestUnits !== own.onDemandLimits?.maxReadUnits
      ? { OnDemandThroughputOverride: { MaxReadRequestUnits } }
      : {}),
  };
}
