import {
  DeleteScalingPolicyCommand,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  DescribeScheduledActionsCommand,
  ListTagsForResourceCommand,
  PutScalingPolicyCommand,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type RegisterScalableTargetCommandInput,
} from '@aws-sdk/client-application-auto-scaling';
import { describe, expect, test } from 'vitest';
import { refusal } from '../dynamodb/support.ts';
import {
  activitiesOf,
  capacityOf,
  policyName,
  READS,
  resource,
  scalingCloud,
  track,
  WRITES,
  type ScalingCloud,
} from './support.ts';

const target = { ...resource, ScalableDimension: WRITES } as const;
const register = ({ scaling }: ScalingCloud, more: Partial<RegisterScalableTargetCommandInput> = {}) =>
  scaling.send(new RegisterScalableTargetCommand({ ...target, MinCapacity: 1, MaxCapacity: 10, ...more }));

async function list({ scaling }: ScalingCloud, more: object = {}) {
  const input = { ServiceNamespace: 'dynamodb' as const, ...more };
  return scaling.send(new DescribeScalableTargetsCommand(input));
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
describe('a scalable target', () => {
  test('is described as it was registered', async () => {
    await using cloud = await scalingCloud();
    const { ScalableTargetARN } = await register(cloud);
    expect(ScalableTargetARN).toMatch(
      /^arn:aws:application-autoscaling:us-east-1:000000000000:scalable-target\/0d26[0-9a-f]{32}$/,
    );
    const { ScalableTargets } = await list(cloud);
    expect(ScalableTargets).toEqual([
      {
        ...target,
        MinCapacity: 1,
        MaxCapacity: 10,
        RoleARN:
          'arn:aws:iam::000000000000:role/aws-service-role/dynamodb.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_DynamoDBTable',
        CreationTime: new Date(cloud.cloud.clock.now()),
        SuspendedState: {
          DynamicScalingInSuspended: false,
          DynamicScalingOutSuspended: false,
          ScheduledScalingSuspended: false,
        },
        ScalableTargetARN,
      },
    ]);
  });

  test('keeps what a second registration leaves out', async () => {
    await using cloud = await scalingCloud();
    const first = await register(cloud);
    const second = await cloud.scaling.send(new RegisterScalableTargetCommand({ ...target, MaxCapacity: 30 }));
    expect(second.ScalableTargetARN).toBe(first.ScalableTargetARN);
    expect((await list(cloud)).ScalableTargets).toMatchObject([{ MinCapacity: 1, MaxCapacity: 30 }]);
  });

  test('brings a capacity outside of its bounds between them', async () => {
    await using cloud = await scalingCloud();
    await register(cloud, { MinCapacity: 8 });
    await cloud.cloud.clock.settle();
    expect(await capacityOf(cloud)).toEqual([5, 8]);
    await register(cloud, { MinCapacity: 1, MaxCapacity: 3 });
    await cloud.cloud.clock.settle();
    expect(await capacityOf(cloud)).toEqual([5, 3]);
    expect((await activitiesOf(cloud)).map(({ Cause }) => Cause)).toEqual([
      'maximum capacity was set to 3',
      'minimum capacity was set to 8',
    ]);
  });

  test('takes its policies and scheduled actions along when it goes', async () => {
    await using cloud = await scalingCloud();
    await track(cloud, WRITES);
    await cloud.scaling.send(
      new PutScheduledActionCommand({
        ...target,
        ScheduledActionName: 'one',
        Schedule: 'rate(1 minute)',
        ScalableTargetAction: { MinCapacity: 9 },
      }),
    );
    await cloud.scaling.send(new DeregisterScalableTargetCommand(target));
    const namespace = { ServiceNamespace: 'dynamodb' } as const;
    expect((await list(cloud)).ScalableTargets).toEqual([]);
    const { ScalingPolicies } = await cloud.scaling.send(new DescribeScalingPoliciesCommand(namespace));
    const { ScheduledActions } = await cloud.scaling.send(new DescribeScheduledActionsCommand(namespace));
    expect([ScalingPolicies, ScheduledActions]).toEqual([[], []]);
    await cloud.cloud.clock.advance({ minutes: 30 });
    expect(await capacityOf(cloud)).toEqual([5, 5]);
  });

  test('is a stranger to other regions and accounts', async () => {
    await using cloud = await scalingCloud();
    await register(cloud);
    const { ApplicationAutoScalingClient } = await import('@aws-sdk/client-application-auto-scaling');
    const elsewhere = cloud.cloud.client(ApplicationAutoScalingClient, { region: 'eu-west-1' });
    expect((await list({ ...cloud, scaling: elsewhere })).ScalableTargets).toEqual([]);
  });

  test('has tags', async () => {
    await using cloud = await scalingCloud();
    const { ScalableTargetARN: ResourceARN } = await register(cloud, { Tags: { team: 'a' } });
    await cloud.scaling.send(new TagResourceCommand({ ResourceARN, Tags: { stage: 'dev', team: 'b' } }));
    await cloud.scaling.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['stage'] }));
    const { Tags } = await cloud.scaling.send(new ListTagsForResourceCommand({ ResourceARN }));
    expect(Tags).toEqual({ team: 'b' });
    expect(await refusal(register(cloud, { Tags: { team: 'c' } }))).toMatch(
      /^ValidationException: The scalable target that you tried to tag already exists\./,
    );
    const nowhere = { ResourceARN: `${ResourceARN}0` };
    expect(await refusal(cloud.scaling.send(new ListTagsForResourceCommand(nowhere)))).toBe(
      'ResourceNotFoundException: Scalable Target not found',
    );
  });

  test('is listed page by page, and by its resource', async () => {
    await using cloud = await scalingCloud();
    for (const ScalableDimension of [READS, WRITES] as const) await register(cloud, { ScalableDimension });
    const first = await list(cloud, { MaxResults: 1 });
    const second = await list(cloud, { MaxResults: 1, NextToken: first.NextToken });
    const dimensions = [first, second].flatMap(({ ScalableTargets }) =>
      ScalableTargets!.map(({ ScalableDimension }) => ScalableDimension),
    );
    expect(dimensions).toEqual([READS, WRITES]);
    expect(second.NextToken).toBeUndefined();
    expect((await list(cloud, { ResourceIds: ['table/Other'] })).ScalableTargets).toEqual([]);
    const one = await list(cloud, { ResourceIds: ['table/Tasks'], ScalableDimension: READS });
    expect(one.ScalableTargets).toHaveLength(1);
    expect(await refusal(list(cloud, { NextToken: 'mine' }))).toMatch(/^InvalidNextTokenException/);
  });
});

describe('RegisterScalableTarget refuses', () => {
  const unsupported = 'Unsupported service namespace, resource type or scalable dimension';
  test.each([
    ['a table that is not there', { ResourceId: 'table/Other' }, 'DynamoDB table does not exist: table/Other'],
    [
      'an index that is not there',
      { ResourceId: 'table/Tasks/index/none', ScalableDimension: 'dynamodb:index:ReadCapacityUnits' },
      'DynamoDB table does not exist: table/Tasks/index/none',
    ],
    ['a resource that is no table', { ResourceId: 'Tasks' }, unsupported],
    ['an index by the dimension of a table', { ResourceId: 'table/Tasks/index/none' }, unsupported],
    ['a dimension of another service', { ScalableDimension: 'ecs:service:DesiredCount' }, unsupported],
    ['no minimum', { MinCapacity: undefined }, 'Minimum capacity must be specified'],
    ['no maximum', { MaxCapacity: undefined }, 'Maximum capacity must be specified'],
    ['a maximum below the minimum', { MinCapacity: 11 }, 'Maximum capacity cannot be less than minimum capacity'],
    ['a role that is none', { RoleARN: 'admin' }, "'admin' is not a valid ARN"],
  ] as const)('%s', async (_, more, message) => {
    await using cloud = await scalingCloud();
    expect(await refusal(register(cloud, more as Partial<RegisterScalableTargetCommandInput>))).toBe(
      `ValidationException: ${message}`,
    );
  });

  test('services that have no resources here, by saying that it does not have them', async () => {
    await using cloud = await scalingCloud();
    const other = {
      ServiceNamespace: 'ecs',
      ResourceId: 'service/a/b',
      ScalableDimension: 'ecs:service:DesiredCount',
    } as const;
    expect(await refusal(register(cloud, other))).toMatch(/^NotImplemented: Cirro does not scale resources of ecs yet/);
  });
});

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html */
describe('a scaling policy', () => {
  const put = ({ scaling }: ScalingCloud, more: object = {}) =>
    scaling.send(
      new PutScalingPolicyCommand({
        ...target,
        PolicyName: 'half',
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 50,
          PredefinedMetricSpecification: { PredefinedMetricType: 'DynamoDBWriteCapacityUtilization' },
        },
        ...more,
      }),
    );

  test('is described as it was put, and changed by its name', async () => {
    await using cloud = await scalingCloud();
    await register(cloud);
    const { PolicyARN, Alarms } = await put(cloud);
    expect(PolicyARN).toMatch(
      /^arn:aws:autoscaling:us-east-1:000000000000:scalingPolicy:[0-9a-f-]{36}:resource\/dynamodb\/table\/Tasks:policyName\/half$/,
    );
    expect(Alarms!.map(({ AlarmName }) => AlarmName!.slice(0, -37))).toEqual(
      ['AlarmHigh', 'AlarmLow', 'ProvisionedCapacityHigh', 'ProvisionedCapacityLow'].map(
        (kind) => `TargetTracking-table/Tasks-${kind}`,
      ),
    );
    const changed = await put(cloud, { TargetTrackingScalingPolicyConfiguration: { TargetValue: 60 } });
    expect(changed).toMatchObject({ PolicyARN, Alarms });
    const { ScalingPolicies } = await cloud.scaling.send(
      new DescribeScalingPoliciesCommand({ ServiceNamespace: 'dynamodb', PolicyNames: ['half'] }),
    );
    expect(ScalingPolicies).toMatchObject([
      {
        ...target,
        PolicyName: 'half',
        PolicyARN,
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 60,
          PredefinedMetricSpecification: { PredefinedMetricType: 'DynamoDBWriteCapacityUtilization' },
        },
      },
    ]);
  });

  test('of a second name for the same metric is refused', async () => {
    await using cloud = await scalingCloud();
    await track(cloud, WRITES);
    expect(await refusal(put(cloud))).toBe(
      'ValidationException: Only one TargetTrackingScaling policy for a given metric specification is allowed.',
    );
  });

  test('needs a target, and to be there to be deleted', async () => {
    await using cloud = await scalingCloud();
    const described =
      'service namespace: dynamodb, resource ID: table/Tasks, scalable dimension: dynamodb:table:WriteCapacityUnits';
    expect(await refusal(put(cloud))).toBe(`ObjectNotFoundException: No scalable target registered for ${described}`);
    expect(await refusal(cloud.scaling.send(new DeregisterScalableTargetCommand(target)))).toBe(
      `ObjectNotFoundException: No scalable target found for ${described}`,
    );
    const PolicyName = policyName(WRITES);
    expect(await refusal(cloud.scaling.send(new DeleteScalingPolicyCommand({ ...target, PolicyName })))).toBe(
      `ObjectNotFoundException: No scaling policy found for ${described}, policy name: ${PolicyName}`,
    );
  });

  test.each([
    ['StepScaling', /^ValidationException: Policy type StepScaling is not supported/],
    ['PredictiveScaling', /^ValidationException: Policy type PredictiveScaling is not supported/],
    [undefined, /^ValidationException: PolicyType must be specified/],
  ])('of type %s is not for DynamoDB', async (PolicyType, expected) => {
    await using cloud = await scalingCloud();
    await register(cloud);
    expect(await refusal(put(cloud, { PolicyType }))).toMatch(expected);
  });

  test.each([
    [{ TargetValue: 19 }, /between 20 and 90 percent/],
    [{ TargetValue: 91 }, /between 20 and 90 percent/],
    [{ ScaleInCooldown: -1 }, /Cooldown cannot be negative/],
    [
      { PredefinedMetricSpecification: { PredefinedMetricType: 'DynamoDBReadCapacityUtilization' } },
      /not supported for the scalable dimension/,
    ],
    [{ CustomizedMetricSpecification: {} }, /^NotImplemented/],
  ])('with %j is refused', async (tracking, expected) => {
    await using cloud = await scalingCloud();
    await register(cloud);
    const TargetTrackingScalingPolicyConfiguration = {
      TargetValue: 50,
      PredefinedMetricSpecification: { PredefinedMetricType: 'DynamoDBWriteCapacityUtilization' },
      ...tracking,
    };
    expect(await refusal(put(cloud, { TargetTrackingScalingPolicyConfiguration }))).toMatch(expected);
  });
});

test('values that the API does not know are refused as everywhere', async () => {
  await using cloud = await scalingCloud();
  expect(await refusal(list(cloud, { ServiceNamespace: 'dynamo' }))).toMatch(
    /^ValidationException: 1 validation error detected: Value 'dynamo' at 'serviceNamespace' failed to satisfy constraint: Member must satisfy enum value set: \[/,
  );
});
