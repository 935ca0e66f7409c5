import {
  DeleteScheduledActionCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingActivitiesCommand,
  DescribeScheduledActionsCommand,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
  type PutScheduledActionCommandInput,
} from '@aws-sdk/client-application-auto-scaling';
import { describe, expect, test } from 'vitest';
import { refusal } from '../dynamodb/support.ts';
import { activitiesOf, capacityOf, resource, scalingCloud, WRITES, type ScalingCloud } from './support.ts';

const target = { ...resource, ScalableDimension: WRITES } as const;

async function scheduled(): Promise<ScalingCloud> {
  const cloud = await scalingCloud();
  await cloud.scaling.send(new RegisterScalableTargetCommand({ ...target, MinCapacity: 1, MaxCapacity: 10 }));
  return cloud;
}

const put = ({ scaling }: ScalingCloud, name: string, more: Partial<PutScheduledActionCommandInput>) =>
  scaling.send(new PutScheduledActionCommand({ ...target, ScheduledActionName: name, ...more }));

async function boundsOf({ scaling }: ScalingCloud) {
  const { ScalableTargets } = await scaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'dynamodb' }));
  return ScalableTargets!.map(({ MinCapacity, MaxCapacity }) => [MinCapacity, MaxCapacity]);
}

/** https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html */
test('a scheduled action sets the bounds, and the capacity follows them', async () => {
  await using cloud = await scheduled();
  await put(cloud, 'morning', {
    Schedule: 'at(2027-01-04T08:00:00)',
    ScalableTargetAction: { MinCapacity: 15, MaxCapacity: 20 },
  });
  await cloud.cloud.clock.advance({ hours: 7, minutes: 59 });
  expect(await capacityOf(cloud)).toEqual([5, 5]);
  await cloud.cloud.clock.advance({ minutes: 1 });
  expect(await capacityOf(cloud)).toEqual([5, 15]);
  expect(await boundsOf(cloud)).toEqual([[15, 20]]);
  // The texts of https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html
  expect(await activitiesOf(cloud)).toMatchObject([
    {
      Description: 'Setting write capacity units to 15.',
      Cause: 'minimum capacity was set to 15',
      StatusMessage: 'Successfully set write capacity units to 15. Change successfully fulfilled by dynamodb.',
    },
    {
      Description: 'Setting min capacity to 15 and max capacity to 20',
      Cause: 'scheduled action name morning was triggered',
      StatusMessage: 'Successfully set min capacity to 15 and max capacity to 20',
    },
  ]);
});

test('cron goes by the clocks of its time zone, day after day', async () => {
  await using cloud = await scheduled();
  const Timezone = 'America/New_York';
  await put(cloud, 'up', {
    Schedule: 'cron(0 8 ? * MON-FRI *)',
    Timezone,
    ScalableTargetAction: { MinCapacity: 8, MaxCapacity: 10 },
  });
  await put(cloud, 'down', {
    Schedule: 'cron(0 18 ? * MON-FRI *)',
    Timezone,
    ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 2 },
  });
  const writes: (number | undefined)[] = [];
  for (let day = 0; day < 2; day++) {
    // 13:00 and 23:00 UTC.
    for (const hours of [13, 10, 1]) {
      await cloud.cloud.clock.advance({ hours });
      writes.push((await capacityOf(cloud))[1]);
    }
  }
  expect(writes).toEqual([8, 2, 2, 8, 2, 2]);
});

test('a rate repeats until its end', async () => {
  await using cloud = await scheduled();
  await put(cloud, 'often', {
    Schedule: 'rate(1 hour)',
    EndTime: new Date(cloud.cloud.clock.now() + 3 * 3_600_000),
    ScalableTargetAction: { MaxCapacity: 9 },
  });
  await cloud.cloud.clock.advance({ hours: 10 });
  const causes = (await activitiesOf(cloud)).map(({ Cause }) => Cause);
  expect(causes).toEqual(Array.from({ length: 3 }, () => 'scheduled action name often was triggered'));
});

test('a recurring action also runs at its start', async () => {
  await using cloud = await scheduled();
  await put(cloud, 'from noon', {
    Schedule: 'cron(0 8 * * ? *)',
    StartTime: new Date(cloud.cloud.clock.now() + 12 * 3_600_000),
    ScalableTargetAction: { MinCapacity: 7 },
  });
  await cloud.cloud.clock.advance({ hours: 11 });
  expect(await capacityOf(cloud)).toEqual([5, 5]);
  await cloud.cloud.clock.advance({ hours: 1 });
  expect(await capacityOf(cloud)).toEqual([5, 7]);
});

test('a suspended target lets its schedules pass', async () => {
  await using cloud = await scheduled();
  await put(cloud, 'soon', { Schedule: 'rate(1 hour)', ScalableTargetAction: { MinCapacity: 9 } });
  const suspend = (ScheduledScalingSuspended: boolean) =>
    cloud.scaling.send(new RegisterScalableTargetCommand({ ...target, SuspendedState: { ScheduledScalingSuspended } }));
  await suspend(true);
  await cloud.cloud.clock.advance({ hours: 2 });
  expect(await capacityOf(cloud)).toEqual([5, 5]);
  await suspend(false);
  await cloud.cloud.clock.advance({ hours: 1 });
  expect(await capacityOf(cloud)).toEqual([5, 9]);
});

test('bounds that contradict the other bound fail, and say so', async () => {
  await using cloud = await scheduled();
  await put(cloud, 'too high', { Schedule: 'rate(1 hour)', ScalableTargetAction: { MinCapacity: 11 } });
  await cloud.cloud.clock.advance({ hours: 1 });
  expect(await activitiesOf(cloud)).toMatchObject([
    { StatusCode: 'Failed', Description: 'Setting min capacity to 11' },
  ]);
  expect(await boundsOf(cloud)).toEqual([[1, 10]]);
});

test('an update keeps what it leaves out, and takes its start and end away', async () => {
  await using cloud = await scheduled();
  const at = new Date(cloud.cloud.clock.now() + 86_400_000);
  const ScalableTargetAction = { MinCapacity: 2 };
  await put(cloud, 'one', { Schedule: 'rate(1 hour)', StartTime: at, ScalableTargetAction });
  await put(cloud, 'one', { Schedule: 'rate(2 hours)' });
  const { ScheduledActions } = await cloud.scaling.send(
    new DescribeScheduledActionsCommand({ ServiceNamespace: 'dynamodb', ScheduledActionNames: ['one'] }),
  );
  expect(ScheduledActions).toEqual([
    {
      ...target,
      ScheduledActionName: 'one',
      ScheduledActionARN: expect.stringMatching(
        /^arn:aws:autoscaling:us-east-1:000000000000:scheduledAction:[0-9a-f-]{36}:resource\/dynamodb\/table\/Tasks:scheduledActionName\/one$/,
      ),
      Schedule: 'rate(2 hours)',
      ScalableTargetAction,
      CreationTime: expect.any(Date),
    },
  ]);
});

test('a deleted action does not run', async () => {
  await using cloud = await scheduled();
  await put(cloud, 'one', { Schedule: 'rate(1 hour)', ScalableTargetAction: { MinCapacity: 9 } });
  const name = { ...target, ScheduledActionName: 'one' };
  await cloud.scaling.send(new DeleteScheduledActionCommand(name));
  await cloud.cloud.clock.advance({ hours: 2 });
  expect(await capacityOf(cloud)).toEqual([5, 5]);
  expect(await refusal(cloud.scaling.send(new DeleteScheduledActionCommand(name)))).toBe(
    'ObjectNotFoundException: No scheduled action found for service namespace: dynamodb, resource ID: table/Tasks, ' +
      'scalable dimension: dynamodb:table:WriteCapacityUnits, scheduled action name: one',
  );
});

describe('PutScheduledAction refuses', () => {
  const ScalableTargetAction = { MinCapacity: 1 };
  const Schedule = 'rate(1 hour)';
  test.each([
    ['a schedule that is none', { Schedule: 'hourly', ScalableTargetAction }, 'Invalid schedule expression: hourly'],
    ['a time zone that is none', { Schedule, Timezone: 'Moon', ScalableTargetAction }, 'Invalid time zone: Moon'],
    ['no schedule', { ScalableTargetAction }, 'Schedule must be specified'],
    ['no bounds', { Schedule }, 'At least one of minimum capacity and maximum capacity should be provided'],
    [
      'a maximum below the minimum',
      { Schedule, ScalableTargetAction: { MinCapacity: 2, MaxCapacity: 1 } },
      'Maximum capacity cannot be less than minimum capacity',
    ],
    [
      'an end before the start',
      { Schedule, ScalableTargetAction, StartTime: new Date(2000), EndTime: new Date(1000) },
      'StartTime must be before EndTime',
    ],
  ])('%s', async (_, input, message) => {
    await using cloud = await scheduled();
    expect(await refusal(put(cloud, 'one', input))).toBe(`ValidationException: ${message}`);
  });

  test('a target that is not registered', async () => {
    await using cloud = await scalingCloud();
    expect(await refusal(put(cloud, 'one', { Schedule, ScalableTargetAction }))).toBe(
      'ObjectNotFoundException: No scalable target registered for service namespace: dynamodb, resource ID: table/Tasks, ' +
        'scalable dimension: dynamodb:table:WriteCapacityUnits',
    );
  });
});

test('activities are listed page by page, the newest first, six weeks back', async () => {
  await using cloud = await scheduled();
  const end = new Date(cloud.cloud.clock.now() + 5 * 3_600_000);
  const ScalableTargetAction = { MaxCapacity: 9 };
  for (const name of ['a', 'b'])
    await put(cloud, name, { Schedule: 'rate(1 hour)', EndTime: end, ScalableTargetAction });
  await cloud.cloud.clock.advance({ hours: 6 });

  const input = { ...target, MaxResults: 3 };
  const seen: { readonly at: number; readonly id: string }[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloud.scaling.send(
      new DescribeScalingActivitiesCommand(NextToken === undefined ? input : { ...input, NextToken }),
    );
    seen.push(...page.ScalingActivities!.map(({ StartTime, ActivityId }) => ({ at: +StartTime!, id: ActivityId! })));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(10);
  expect(seen).toHaveLength(10);
  expect(seen.map(({ at }) => at)).toEqual(seen.map(({ at }) => at).toSorted((a, b) => b - a));

  await cloud.cloud.clock.advance({ days: 43 });
  expect(await activitiesOf(cloud)).toEqual([]);
});
