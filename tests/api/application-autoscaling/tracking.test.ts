import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteScalingPolicyCommand,
  DescribeScalingPoliciesCommand,
  RegisterScalableTargetCommand,
  PutScalingPolicyCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { DeleteTableCommand, DescribeTableCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import {
  activitiesOf,
  capacityOf,
  openCloud,
  policyName,
  read,
  READS,
  resource,
  scalingCloud,
  TableName,
  track,
  write,
  WRITES,
} from './support.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html */
describe('a table whose write capacity follows a target of 70 %', () => {
  test('grows after two busy minutes to where they are at the target, and shrinks after fifteen quiet ones', async () => {
    await using cloud = await scalingCloud();
    await track(cloud, WRITES);

    await write(cloud, 1, 600);
    expect(await capacityOf(cloud)).toEqual([5, 5]);
    await write(cloud, 1, 600);
    // 600 a minute are 10 a second, and 70 % of 15.
    expect(await capacityOf(cloud)).toEqual([5, 15]);

    await cloud.cloud.clock.advance({ minutes: 14 });
    expect(await capacityOf(cloud)).toEqual([5, 15]);
    await cloud.cloud.clock.advance({ minutes: 1 });
    expect(await capacityOf(cloud)).toEqual([5, 1]);
  });

  test('says what it did, and why', async () => {
    await using cloud = await scalingCloud();
    await track(cloud, WRITES);
    await write(cloud, 2, 600);
    await cloud.cloud.clock.advance({ minutes: 15 });

    const { ScalingPolicies } = await cloud.scaling.send(
      new DescribeScalingPoliciesCommand({ ServiceNamespace: 'dynamodb' }),
    );
    const [high, low] = ScalingPolicies![0]!.Alarms!.map(({ AlarmName }) => AlarmName);
    expect(high).toMatch(/^TargetTracking-table\/Tasks-AlarmHigh-[0-9a-f-]{36}$/);
    const common = { ...resource, ScalableDimension: WRITES, StatusCode: 'Successful' };
    expect(await activitiesOf(cloud)).toMatchObject([
      {
        ...common,
        Description: 'Setting write capacity units to 1.',
        Cause: `monitor alarm ${low} in state ALARM triggered policy ${policyName(WRITES)}`,
        StatusMessage: 'Successfully set write capacity units to 1. Change successfully fulfilled by dynamodb.',
      },
      {
        ...common,
        Description: 'Setting write capacity units to 15.',
        Cause: `monitor alarm ${high} in state ALARM triggered policy ${policyName(WRITES)}`,
        StatusMessage: 'Successfully set write capacity units to 15. Change successfully fulfilled by dynamodb.',
      },
    ]);
  });

  test('grows no further than the maximum', async () => {
    await using cloud = await scalingCloud();
    await track(cloud, WRITES);
    await write(cloud, 4, 3000);
    expect(await capacityOf(cloud)).toEqual([5, 20]);
    expect(await activitiesOf(cloud)).toHaveLength(1);
  });

  test('stays as it is between the two thresholds', async () => {
    await using cloud = await scalingCloud();
    await track(cloud, WRITES);
    // 60 % of 5 units a second.
    await write(cloud, 20, 180);
    expect(await capacityOf(cloud)).toEqual([5, 5]);
  });
});

test('reads and writes are scaled apart, and do not undo each other', async () => {
  await using cloud = await scalingCloud();
  await track(cloud, READS);
  await track(cloud, WRITES);
  await write(cloud, 1, 100);
  await read(cloud, 1, 12);
  for (let minute = 0; minute < 2; minute++) {
    await write(cloud, 0, 0);
    for (let time = 0; time < 6; time++) await write({ ...cloud, cloud: still(cloud.cloud) }, 1, 100);
    await read(cloud, 1, 24);
  }
  // 600 units a minute of both.
  expect(await capacityOf(cloud)).toEqual([15, 15]);
});

/** Its clock does not move, so that writes and reads fall into one minute. */
const still = <C extends { readonly clock: object }>(cloud: C): C => ({
  ...cloud,
  clock: { advance: () => Promise.resolve() },
});

test('a policy without scaling in only grows', async () => {
  await using cloud = await scalingCloud();
  await track(cloud, WRITES, { DisableScaleIn: true });
  await write(cloud, 2, 600);
  await cloud.cloud.clock.advance({ hours: 1 });
  expect(await capacityOf(cloud)).toEqual([5, 15]);
});

test('cooldowns hold up the next step', async () => {
  await using cloud = await scalingCloud();
  await track(cloud, WRITES, { ScaleOutCooldown: 300, ScaleInCooldown: 3600 });
  await write(cloud, 2, 300);
  expect(await capacityOf(cloud)).toEqual([5, 8]);
  await write(cloud, 4, 600);
  expect(await capacityOf(cloud)).toEqual([5, 8]);
  await write(cloud, 1, 600);
  expect(await capacityOf(cloud)).toEqual([5, 15]);
});

test('dynamic scaling can be suspended, each way for itself', async () => {
  await using cloud = await scalingCloud();
  await track(cloud, WRITES);
  const suspend = (SuspendedState: object) =>
    cloud.scaling.send(new RegisterScalableTargetCommand({ ...resource, ScalableDimension: WRITES, SuspendedState }));
  await suspend({ DynamicScalingOutSuspended: true });
  await write(cloud, 3, 600);
  expect(await capacityOf(cloud)).toEqual([5, 5]);
  await suspend({ DynamicScalingOutSuspended: false, DynamicScalingInSuspended: true });
  await write(cloud, 2, 600);
  expect(await capacityOf(cloud)).toEqual([5, 15]);
  await cloud.cloud.clock.advance({ minutes: 30 });
  expect(await capacityOf(cloud)).toEqual([5, 15]);
});

test('a deleted policy does nothing any more', async () => {
  await using cloud = await scalingCloud();
  await track(cloud, WRITES);
  await cloud.scaling.send(
    new DeleteScalingPolicyCommand({ ...resource, ScalableDimension: WRITES, PolicyName: policyName(WRITES) }),
  );
  await write(cloud, 3, 600);
  expect(await capacityOf(cloud)).toEqual([5, 5]);
});

test('a target outlives its table, and rests while the table is on demand', async () => {
  await using cloud = await scalingCloud();
  await track(cloud, WRITES);
  await cloud.dynamodb.send(new UpdateTableCommand({ TableName, BillingMode: 'PAY_PER_REQUEST' }));
  await write(cloud, 3, 600);
  await cloud.dynamodb.send(new DeleteTableCommand({ TableName }));
  await cloud.cloud.clock.advance({ minutes: 20 });
  expect(await activitiesOf(cloud)).toEqual([]);
});

test('after four decreases in a day it waits an hour for the next', async () => {
  await using cloud = await scalingCloud();
  const update = (WriteCapacityUnits: number) =>
    cloud.dynamodb.send(
      new UpdateTableCommand({ TableName, ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits } }),
    );
  for (const units of [19, 18, 17, 16, 15]) await update(units);
  await track(cloud, WRITES);
  await cloud.cloud.clock.advance({ minutes: 59 });
  expect(await capacityOf(cloud)).toEqual([5, 15]);
  await cloud.cloud.clock.advance({ minutes: 1 });
  expect(await capacityOf(cloud)).toEqual([5, 1]);
});

test('a global index has a capacity of its own', async () => {
  const Projection = { ProjectionType: 'KEYS_ONLY' } as const;
  const throughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
  await using cloud = await scalingCloud({
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byUser',
        KeySchema: [{ AttributeName: 'userId', KeyType: 'HASH' }],
        Projection,
        ProvisionedThroughput: throughput,
      },
    ],
  });
  const target = {
    ServiceNamespace: 'dynamodb',
    ResourceId: `table/${TableName}/index/byUser`,
    ScalableDimension: 'dynamodb:index:WriteCapacityUnits',
  } as const;
  await cloud.scaling.send(new RegisterScalableTargetCommand({ ...target, MinCapacity: 2, MaxCapacity: 9 }));
  await cloud.scaling.send(
    new PutScalingPolicyCommand({
      ...target,
      PolicyName: 'index',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 50,
        PredefinedMetricSpecification: { PredefinedMetricType: 'DynamoDBWriteCapacityUtilization' },
      },
    }),
  );
  await cloud.cloud.clock.advance({ minutes: 15 });
  const { Table } = await cloud.dynamodb.send(new DescribeTableCommand({ TableName }));
  expect(Table!.GlobalSecondaryIndexes![0]!.ProvisionedThroughput).toMatchObject({
    ReadCapacityUnits: 5,
    WriteCapacityUnits: 2,
  });
  expect(await capacityOf(cloud)).toEqual([5, 5]);
});

test('a table that is being updated is scaled when it is done', async () => {
  process.env['CIRRO_DYNAMODB_TRANSITION_MS'] = '5000';
  try {
    await using cloud = await scalingCloud();
    await cloud.cloud.clock.advance({ seconds: 5 });
    for (const ScalableDimension of [READS, WRITES] as const) {
      const bounds = { MinCapacity: 8, MaxCapacity: 10 };
      await cloud.scaling.send(new RegisterScalableTargetCommand({ ...resource, ScalableDimension, ...bounds }));
    }
    await cloud.cloud.clock.settle();
    // UpdateTable refuses one of the two while it carries out the other.
    expect(await activitiesOf(cloud)).toHaveLength(1);
    await cloud.cloud.clock.advance({ seconds: 30 });
    expect(await capacityOf(cloud)).toEqual([8, 8]);
    expect(await activitiesOf(cloud)).toHaveLength(2);
  } finally {
    delete process.env['CIRRO_DYNAMODB_TRANSITION_MS'];
  }
});

test('a restart forgets what was consumed, but takes that for no idleness', async () => {
  const data = await mkdtemp(join(tmpdir(), 'cirro-test-'));
  try {
    let startAt: number;
    {
      await using cloud = await scalingCloud({}, { data });
      await track(cloud, WRITES);
      await write(cloud, 2, 600);
      expect(await capacityOf(cloud)).toEqual([5, 15]);
      startAt = cloud.cloud.clock.now() + 3_600_000;
    }
    await using cloud = openCloud(await testCloud({ data, startAt }));
    await cloud.cloud.clock.advance({ minutes: 14 });
    expect(await capacityOf(cloud)).toEqual([5, 15]);
    await cloud.cloud.clock.advance({ minutes: 1 });
    expect(await capacityOf(cloud)).toEqual([5, 1]);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
});
