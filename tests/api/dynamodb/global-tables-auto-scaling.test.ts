import {
  DescribeTableReplicaAutoScalingCommand,
  UpdateTableReplicaAutoScalingCommand,
  type AutoScalingSettingsUpdate,
  type DynamoDBClient,
  type UpdateTableReplicaAutoScalingCommandInput,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { testCloud, type TestCloud } from '../../support/cloud.ts';
import { scaleWrites } from './global-tables-scaling.ts';
import {
  addReplica,
  describe,
  EAST,
  globalTable,
  IRELAND,
  TableName,
  WEST,
  worldOf,
  type World,
} from './global-tables-support.ts';
import { createTable, refusal } from './support.ts';

const ROLE =
  'arn:aws:iam::000000000000:role/aws-service-role/dynamodb.application-autoscaling.amazonaws.com/' +
  'AWSServiceRoleForApplicationAutoScaling_DynamoDBTable';
const DISABLED = { AutoScalingDisabled: true, ScalingPolicies: [] };

async function scalingOf(client: DynamoDBClient) {
  const { TableAutoScalingDescription } = await client.send(new DescribeTableReplicaAutoScalingCommand({ TableName }));
  return TableAutoScalingDescription!;
}

const change = (client: DynamoDBClient, input: Partial<UpdateTableReplicaAutoScalingCommandInput>) =>
  client.send(new UpdateTableReplicaAutoScalingCommand({ TableName, ...input }));
const changeReads = (client: DynamoDBClient, RegionName: string, update: AutoScalingSettingsUpdate) =>
  change(client, { ReplicaUpdates: [{ RegionName, ReplicaProvisionedReadCapacityAutoScalingUpdate: update }] });

const policy = (TargetValue: number, PolicyName?: string) => ({
  ...(PolicyName === undefined ? {} : { PolicyName }),
  TargetTrackingScalingPolicyConfiguration: { TargetValue },
});
const settings = (MinimumUnits: number, MaximumUnits: number, PolicyName: string, TargetValue: number) => ({
  MinimumUnits,
  MaximumUnits,
  AutoScalingRoleArn: ROLE,
  ScalingPolicies: [{ PolicyName, TargetTrackingScalingPolicyConfiguration: { TargetValue } }],
});

/** A provisioned table with an index and a replica, whose writes scale. */
async function provisioned(cloud: TestCloud): Promise<World> {
  const world = worldOf(cloud);
  const throughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
  await createTable(world[EAST], TableName, 'id:S', undefined, {
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput: throughput,
    AttributeDefinitions: ['id', 'day'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byDay',
        KeySchema: [{ AttributeName: 'day', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
        ProvisionedThroughput: throughput,
      },
    ],
  });
  for (const index of [undefined, 'byDay']) await scaleWrites(cloud, EAST, TableName).start(index);
  await addReplica(cloud, world[EAST], WEST);
  return world;
}

test('what scales the replicas is told of all of them, from each of them', async () => {
  await using cloud = await testCloud();
  const world = await provisioned(cloud);
  const writes = settings(1, 50, 'writes', 70);
  const replica = (RegionName: string) => ({
    RegionName,
    ReplicaStatus: 'ACTIVE',
    ReplicaProvisionedReadCapacityAutoScalingSettings: DISABLED,
    ReplicaProvisionedWriteCapacityAutoScalingSettings: writes,
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byDay',
        IndexStatus: 'ACTIVE',
        ProvisionedReadCapacityAutoScalingSettings: DISABLED,
        ProvisionedWriteCapacityAutoScalingSettings: writes,
      },
    ],
  });
  const expected = { TableName, TableStatus: 'ACTIVE', Replicas: [replica(EAST), replica(WEST)] };
  expect(await scalingOf(world[EAST])).toEqual(expected);
  expect(await scalingOf(world[WEST])).toEqual(expected);
});

test('reads scale in one replica, writes in all, and the answer tells what was before', async () => {
  await using cloud = await testCloud();
  const world = await provisioned(cloud);
  const update = { MinimumUnits: 6, MaximumUnits: 20, ScalingPolicyUpdate: policy(50) };
  const { TableAutoScalingDescription: before } = await change(world[EAST], {
    ProvisionedWriteCapacityAutoScalingUpdate: { MaximumUnits: 60 },
    GlobalSecondaryIndexUpdates: [
      { IndexName: 'byDay', ProvisionedWriteCapacityAutoScalingUpdate: { ScalingPolicyUpdate: policy(40, 'mine') } },
    ],
    ReplicaUpdates: [
      {
        RegionName: WEST,
        ReplicaProvisionedReadCapacityAutoScalingUpdate: update,
        ReplicaGlobalSecondaryIndexUpdates: [{ IndexName: 'byDay', ProvisionedReadCapacityAutoScalingUpdate: update }],
      },
    ],
  });
  expect(before!.Replicas![1]!.ReplicaProvisionedReadCapacityAutoScalingSettings).toEqual(DISABLED);
  const [east, west] = (await scalingOf(world[EAST])).Replicas!;
  const metric = 'DynamoDBReadCapacityUtilization:table/world';
  expect(east!.ReplicaProvisionedReadCapacityAutoScalingSettings).toEqual(DISABLED);
  expect(west!.ReplicaProvisionedReadCapacityAutoScalingSettings).toEqual(settings(6, 20, metric, 50));
  for (const { GlobalSecondaryIndexes, ...replica } of [east!, west!]) {
    expect(replica.ReplicaProvisionedWriteCapacityAutoScalingSettings).toEqual(settings(1, 60, 'writes', 70));
    // Another name takes the place of the policy that was there.
    expect(GlobalSecondaryIndexes![0]!.ProvisionedWriteCapacityAutoScalingSettings).toEqual(
      settings(1, 50, 'mine', 40),
    );
  }
  expect(west!.GlobalSecondaryIndexes![0]!.ProvisionedReadCapacityAutoScalingSettings).toEqual(
    settings(6, 20, `${metric}/index/byDay`, 50),
  );
  await cloud.clock.settle();
  // It scales: up to the minimum in the one region, and in the other not at all.
  expect((await describe(world[WEST])).ProvisionedThroughput!.ReadCapacityUnits).toBe(6);
  expect((await describe(world[EAST])).ProvisionedThroughput!.ReadCapacityUnits).toBe(5);
  expect((await describe(world[EAST])).Replicas![0]!.ProvisionedThroughputOverride).toEqual({ ReadCapacityUnits: 6 });
});

test('scaling ends where it is disabled', async () => {
  await using cloud = await testCloud();
  const world = await provisioned(cloud);
  await change(world[EAST], { ProvisionedWriteCapacityAutoScalingUpdate: { AutoScalingDisabled: true } });
  await changeReads(world[EAST], WEST, { AutoScalingDisabled: true });
  for (const replica of (await scalingOf(world[EAST])).Replicas!) {
    expect(replica.ReplicaProvisionedWriteCapacityAutoScalingSettings).toEqual(DISABLED);
    expect(replica.GlobalSecondaryIndexes![0]!.ProvisionedWriteCapacityAutoScalingSettings).not.toEqual(DISABLED);
  }
  expect((await scaleWrites(cloud, WEST, TableName).describe()).targets).toEqual([['table/world/index/byDay', 1, 50]]);
});

test('there is no scaling of what is no global table', async () => {
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  const unknown = `ResourceNotFoundException: Global table with name: '${TableName}' does not exist.`;
  expect(await refusal(scalingOf(world[EAST]))).toBe(unknown);
  await createTable(world[EAST], TableName, 'id:S');
  expect(await refusal(scalingOf(world[EAST]))).toBe(unknown);
  expect(await refusal(change(world[EAST], {}))).toBe(unknown);
});

test('what a change lacks, or has too much of, is named', async () => {
  await using cloud = await testCloud();
  const world = await provisioned(cloud);
  const reads = (update: AutoScalingSettingsUpdate) => refusal(changeReads(world[EAST], WEST, update));
  const missing = (parameters: string) =>
    `ValidationException: Failed to update settings for global table with name: ‘${TableName}’: Parameters ${parameters} ` +
    'are required unless auto scaling is being disabled.';
  const tooMany = (parameters: string) =>
    `ValidationException: Failed to update settings for global table with name ‘${TableName}’: Parameters ${parameters} ` +
    'must be left blank when disabling auto scaling.';
  const failed = `ValidationException: Failed to update settings for global table with name: ‘${TableName}’ because`;
  expect(await reads({})).toBe(missing("'MaximumUnits', 'ScalingPolicyUpdate', 'MinimumUnits'"));
  expect(await reads({ MinimumUnits: 1 })).toBe(missing("'MaximumUnits', 'ScalingPolicyUpdate'"));
  expect(await reads({ ScalingPolicyUpdate: policy(70) })).toBe(missing("'MaximumUnits', 'MinimumUnits'"));
  expect(await reads({ MinimumUnits: 1, MaximumUnits: 5 })).toBe(missing("'ScalingPolicyUpdate'"));
  expect(await reads({ AutoScalingDisabled: true, MinimumUnits: 1, MaximumUnits: 5 })).toBe(
    tooMany("'MaximumUnits', 'MinimumUnits'"),
  );
  expect(await reads({ AutoScalingDisabled: true, ScalingPolicyUpdate: policy(70) })).toBe(
    tooMany("'ScalingPolicyUpdate'"),
  );
  expect(await refusal(change(world[EAST], {}))).toBe(`${failed} at least one update parameter must be specified.`);
  expect(await refusal(change(world[EAST], { ReplicaUpdates: [{ RegionName: WEST }] }))).toBe(
    `${failed} at least one update parameter must be specified for region: ‘${WEST}’.`,
  );
  expect(await refusal(change(world[EAST], { ReplicaUpdates: [{ RegionName: WEST }, { RegionName: WEST }] }))).toBe(
    `${failed} the regions: ‘[${WEST}]’ were specified more than once.`,
  );
  expect(await refusal(changeReads(world[EAST], IRELAND, { AutoScalingDisabled: true }))).toContain(
    'ResourceNotFoundException',
  );
  // Application Auto Scaling's own words come through.
  expect(await reads({ MinimumUnits: 9, MaximumUnits: 5, ScalingPolicyUpdate: policy(70) })).toMatch(
    /^ValidationException: Maximum capacity cannot be less than minimum capacity \(Service: AWSApplicationAutoScaling; Status Code: 400; Error Code: ValidationException; Request ID: /,
  );
});

test('on demand there is nothing to scale', async () => {
  await using cloud = await testCloud();
  const world = await globalTable(cloud);
  const writes = { MinimumUnits: 1, MaximumUnits: 10, ScalingPolicyUpdate: policy(70) };
  expect(await refusal(change(world[EAST], { ProvisionedWriteCapacityAutoScalingUpdate: writes }))).toBe(
    `ValidationException: Failed to update global table with name ‘${TableName}‘. Replicas 'EU-WEST-1', 'US-EAST-1', 'US-WEST-2' ` +
      "BillingMode is PayPerRequest. You must convert table's BillingMode to PROVISIONED to set parameters: " +
      "'GlobalTableProvisionedWriteCapacityAutoScalingSettingsUpdate'.",
  );
  await changeReads(world[EAST], WEST, { AutoScalingDisabled: true });
});
