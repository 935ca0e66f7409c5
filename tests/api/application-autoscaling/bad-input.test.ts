import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { resource, scalingCloud, track, WRITES } from './support.ts';

const target = { ...resource, ScalableDimension: WRITES };
const NAMES = {
  PolicyName: 'p',
  ScheduledActionName: 'a',
  ResourceARN: 'arn:aws:application-autoscaling:x:1:scalable-target/y',
};
const OPERATIONS = [
  'DeleteScalingPolicy',
  'DeleteScheduledAction',
  'DescribeScalableTargets',
  'DescribeScalingActivities',
  'DescribeScalingPolicies',
  'DescribeScheduledActions',
  'ListTagsForResource',
  'PutScalingPolicy',
  'PutScheduledAction',
  'RegisterScalableTarget',
  'TagResource',
  'UntagResource',
];

const capacity = fc.constantFrom(0, 1, -1, 7, 2_147_483_647, 2_147_483_648, 1.5, '1', null, {});
const schedule = fc.oneof(
  fc.constantFrom('rate(999999999 days)', 'at(9999-12-31T24:00:00)', 'at(0000-01-01T00:00:00)', 'cron(* * * * * *)'),
  fc.constantFrom('cron(0/1 0/1 L * ? *)', 'cron(0 0 31W 2 ? 2199)', 'cron(0 0 ? 2 SUN#5 *)', 'rate(1 minute)'),
  fc.string({ unit: fc.constantFrom(...'0123456789*/,-?LW# ()cronatrT:'.split('')) }),
);
const moment = fc.constantFrom(0, -1, 1.5, 1e300, -1e300, 8.64e12, 8.64e15, 'now', null);
const member = fc.record(
  {
    MinCapacity: capacity,
    MaxCapacity: capacity,
    Schedule: schedule,
    Timezone: fc.constantFrom('UTC', 'Europe/Berlin', '', 'x', '\u0000', 3),
    StartTime: moment,
    EndTime: moment,
    ScalableTargetAction: fc.record({ MinCapacity: capacity, MaxCapacity: capacity }, { requiredKeys: [] }),
    PolicyType: fc.constantFrom('TargetTrackingScaling', 'StepScaling', 'x'),
    TargetTrackingScalingPolicyConfiguration: fc.record(
      {
        TargetValue: fc.constantFrom(70, 0, 1e308, -5, 'NaN', 'Infinity', 33.3),
        ScaleInCooldown: capacity,
        PredefinedMetricSpecification: fc.constantFrom(
          { PredefinedMetricType: 'DynamoDBWriteCapacityUtilization' },
          {},
        ),
      },
      { requiredKeys: [] },
    ),
    NextToken: fc.string(),
    MaxResults: capacity,
    ResourceId: fc.oneof(fc.constantFrom(resource.ResourceId, 'table/x/index/y', 'table/', ''), fc.string()),
    ResourceIds: fc.array(fc.string()),
    Tags: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer())),
    RoleARN: fc.string(),
  },
  { requiredKeys: [] },
);

test('whatever a client sends gets an answer of AWS, and the tasks that follow from it run', async () => {
  await using cloud = await scalingCloud();
  await track(cloud, WRITES);
  const send = async (operation: string, body: object) => {
    const response = await cloud.cloud.fetch('/', {
      service: 'application-autoscaling',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AnyScaleFrontendService.${operation}`,
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  };
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...OPERATIONS), member, async (operation, more) => {
      const { status, text } = await send(operation, { ...target, ...NAMES, ...more });
      statuses.add(status);
      expect(`${status} ${text}`).not.toMatch(/^500|^50[2-9]/);
    }),
    { numRuns: 600 },
  );
  // Some of it was well formed.
  expect([...statuses]).toEqual(expect.arrayContaining([200, 400]));
  await cloud.cloud.clock.advance({ hours: 2 });
  expect((await send('DescribeScalingActivities', target)).status).toBe(200);
});
