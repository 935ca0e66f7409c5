import type { AutoScalingSettingsUpdate } from '@aws-sdk/client-dynamodb';
import type { Input } from '../../api.ts';
import type { Table } from '../../table.ts';
import type { Dimension } from './dimension.ts';
import {
  noIndexThere,
  noReplicaThere,
  nothingToScale,
  nothingToScaleIn,
  regionsTwice,
  scalingOnDemand,
  scalingParametersTooMany,
} from './errors.ts';

export interface ScalingChange {
  readonly dimension: Dimension;
  readonly update: AutoScalingSettingsUpdate;
}

/** A change as it was asked for, under the name by which AWS complains of it. */
interface AskedChange extends ScalingChange {
  readonly parameter: string;
}

type ScalingInput = Input<'UpdateTableReplicaAutoScaling'>;

/** Writes scale alike in all replicas, reads in each by itself. `members` are all replicas by their regions. */
export function toScalingChanges(
  name: string,
  members: readonly Table[],
  input: ScalingInput,
): readonly ScalingChange[] {
  requireReplicaUpdates(name, members, input);
  const changes = [...changesOfWrites(members, input), ...changesOfReads(input, name)];
  if (changes.length === 0) throw nothingToScale(name);
  for (const { dimension, update } of changes) {
    requireIndex(members, dimension);
    requireNothingBesideDisabling(name, update);
  }
  requireProvisioned(name, members, changes);
  return changes;
}

function requireReplicaUpdates(name: string, members: readonly Table[], { ReplicaUpdates = [] }: ScalingInput): void {
  const regions = ReplicaUpdates.map(({ RegionName }) => RegionName!);
  const twice = regions.filter((region, at) => regions.indexOf(region) !== at);
  if (twice.length > 0) throw regionsTwice(name, twice);
  for (const { RegionName: region = '', ...update } of ReplicaUpdates) {
    if (!members.some((member) => member.region === region)) throw noReplicaThere(name, region);
    const { ReplicaProvisionedReadCapacityAutoScalingUpdate: ofTable, ReplicaGlobalSecondaryIndexUpdates: ofIndexes } =
      update;
    if (!ofTable && !ofIndexes?.length) throw nothingToScaleIn(name, region);
  }
}

function changesOfWrites(members: readonly Table[], input: ScalingInput): readonly AskedChange[] {
  const ofTable = input.ProvisionedWriteCapacityAutoScalingUpdate;
  return members.flatMap(({ region, name: tableName }) => {
    const writes: Dimension = { region, tableName, kind: 'Write' };
    return [
      ...asked('GlobalTableProvisionedWriteCapacityAutoScalingSettingsUpdate', writes, ofTable),
      ...(input.GlobalSecondaryIndexUpdates ?? []).flatMap(
        ({ IndexName: indexName = '', ProvisionedWriteCapacityAutoScalingUpdate: update }) =>
          asked('GlobalTableGlobalSecondaryIndexSettingsUpdate', { ...writes, indexName }, update),
      ),
    ];
  });
}

const changesOfReads = ({ ReplicaUpdates = [] }: ScalingInput, tableName: string): readonly AskedChange[] =>
  ReplicaUpdates.flatMap((replica) => {
    const reads: Dimension = { region: replica.RegionName!, tableName, kind: 'Read' };
    const ofTable = replica.ReplicaProvisionedReadCapacityAutoScalingUpdate;
    return [
      ...asked('ReplicaProvisionedReadCapacityAutoScalingSettingsUpdate', reads, ofTable),
      ...(replica.ReplicaGlobalSecondaryIndexUpdates ?? []).flatMap(
        ({ IndexName: indexName = '', ProvisionedReadCapacityAutoScalingUpdate: update }) =>
          asked('ReplicaGlobalSecondaryIndexSettingsUpdate', { ...reads, indexName }, update),
      ),
    ];
  });

const asked = (
  parameter: string,
  dimension: Dimension,
  update: AutoScalingSettingsUpdate | undefined,
): readonly AskedChange[] => (update ? [{ parameter, dimension, update }] : []);

function requireIndex(members: readonly Table[], { region, tableName, indexName }: Dimension): void {
  if (indexName === undefined) return;
  const member = members.find((one) => one.region === region);
  const isThere = member?.indexes.some(({ kind, name }) => kind === 'global' && name === indexName);
  if (!isThere) throw noIndexThere(tableName, indexName);
}

function requireNothingBesideDisabling(name: string, update: AutoScalingSettingsUpdate): void {
  if (!update.AutoScalingDisabled) return;
  const given = (['MaximumUnits', 'ScalingPolicyUpdate', 'MinimumUnits'] as const).filter(
    (parameter) => update[parameter] !== undefined,
  );
  if (given.length > 0) throw scalingParametersTooMany(name, given);
}

/** On demand, there is nothing to scale; that it shall not scale may be said. */
function requireProvisioned(name: string, members: readonly Table[], changes: readonly AskedChange[]): void {
  const regions = members.filter(({ billing }) => billing.mode === 'PAY_PER_REQUEST').map(({ region }) => region);
  const scaled = changes.filter(({ update }) => !update.AutoScalingDisabled).map(({ parameter }) => parameter);
  if (regions.length > 0 && scaled.length > 0) throw scalingOnDemand(name, regions, [...new Set(scaled)]);
}
