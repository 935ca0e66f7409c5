import type {
  AutoScalingSettingsDescription,
  IndexStatus,
  ReplicaAutoScalingDescription,
  ReplicaGlobalSecondaryIndexAutoScalingDescription,
  ReplicaStatus,
  TableAutoScalingDescription,
} from '@aws-sdk/client-dynamodb';
import type { ScalingPolicy } from '@aws-sdk/client-application-auto-scaling';
import type { Context } from '../../api.ts';
import { tableStatus } from '../../table-status.ts';
import type { Index, Table } from '../../table.ts';
import { readScaling, type Dimension, type ScalingState } from './dimension.ts';

/** All replicas by the names of their regions, the one that was asked among them. */
export async function describeScaling(
  ctx: Context,
  table: Table,
  members: readonly Table[],
): Promise<TableAutoScalingDescription> {
  const now = ctx.clock.now();
  return {
    TableName: table.name,
    TableStatus: tableStatus(table, now),
    Replicas: await Promise.all(members.map((member) => describeReplica(ctx, member, now))),
  };
}

async function describeReplica(ctx: Context, member: Table, now: number): Promise<ReplicaAutoScalingDescription> {
  const indexes = member.indexes.filter(({ kind }) => kind === 'global');
  return {
    RegionName: member.region,
    GlobalSecondaryIndexes: await Promise.all(indexes.map((index) => describeIndex(ctx, member, index))),
    ReplicaProvisionedReadCapacityAutoScalingSettings: await settings(ctx, member, 'Read'),
    ReplicaProvisionedWriteCapacityAutoScalingSettings: await settings(ctx, member, 'Write'),
    // A table has all states that a replica of ours has, and no other.
    ReplicaStatus: tableStatus(member, now) as ReplicaStatus,
  };
}

async function describeIndex(
  ctx: Context,
  member: Table,
  { name, isBackfilling }: Index,
): Promise<ReplicaGlobalSecondaryIndexAutoScalingDescription> {
  const IndexStatus: IndexStatus = isBackfilling ? 'CREATING' : 'ACTIVE';
  return {
    IndexName: name,
    IndexStatus,
    ProvisionedReadCapacityAutoScalingSettings: await settings(ctx, member, 'Read', name),
    ProvisionedWriteCapacityAutoScalingSettings: await settings(ctx, member, 'Write', name),
  };
}

async function settings(
  ctx: Context,
  { region, name: tableName }: Table,
  kind: Dimension['kind'],
  indexName?: string,
): Promise<AutoScalingSettingsDescription> {
  const dimension: Dimension = { region, tableName, kind, ...(indexName === undefined ? {} : { indexName }) };
  return toSettings(await readScaling(ctx, dimension));
}

/** A target without a policy looks like none. */
export function toSettings({ target, policies }: ScalingState): AutoScalingSettingsDescription {
  if (!target || policies.length === 0) return { AutoScalingDisabled: true, ScalingPolicies: [] };
  return {
    MinimumUnits: target.MinCapacity,
    MaximumUnits: target.MaxCapacity,
    AutoScalingRoleArn: target.RoleARN,
    ScalingPolicies: policies.map(toPolicy),
  };
}

function toPolicy({ PolicyName, TargetTrackingScalingPolicyConfiguration: tracking }: ScalingPolicy) {
  const { DisableScaleIn, ScaleInCooldown, ScaleOutCooldown, TargetValue } = tracking ?? {};
  return {
    PolicyName,
    TargetTrackingScalingPolicyConfiguration: {
      ...(DisableScaleIn === undefined ? {} : { DisableScaleIn }),
      ...(ScaleInCooldown === undefined ? {} : { ScaleInCooldown }),
      ...(ScaleOutCooldown === undefined ? {} : { ScaleOutCooldown }),
      TargetValue,
    },
  };
}
