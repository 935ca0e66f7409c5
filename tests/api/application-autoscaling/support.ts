import {
  ApplicationAutoScalingClient,
  DescribeScalingActivitiesCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
  type ScalableDimension,
  type TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { testCloud, type TestCloud } from '../../support/cloud.ts';

/** 00:00:00, so that a minute of the clock is a minute of the meters. */
const START = Date.UTC(2027, 0, 4);
export const TableName = 'Tasks';
export const READS = 'dynamodb:table:ReadCapacityUnits' satisfies ScalableDimension;
export const WRITES = 'dynamodb:table:WriteCapacityUnits' satisfies ScalableDimension;
export const resource = { ServiceNamespace: 'dynamodb', ResourceId: `table/${TableName}` } as const;

export interface ScalingCloud extends AsyncDisposable {
  readonly cloud: TestCloud;
  readonly scaling: ApplicationAutoScalingClient;
  readonly dynamodb: DynamoDBClient;
}

/** A cloud with the provisioned table of the task manager: 5 units of both kinds. */
export async function scalingCloud(
  table: Partial<CreateTableCommandInput> = {},
  options: { readonly data?: string } = {},
): Promise<ScalingCloud> {
  const cloud = openCloud(await testCloud({ startAt: START, ...options }));
  await cloud.dynamodb.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [
        { AttributeName: 'taskId', KeyType: 'HASH' },
        { AttributeName: 'userId', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'taskId', AttributeType: 'S' },
        { AttributeName: 'userId', AttributeType: 'S' },
      ],
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
      ...table,
    }),
  );
  return cloud;
}

export const openCloud = (cloud: TestCloud): ScalingCloud => ({
  cloud,
  dynamodb: cloud.client(DynamoDBClient),
  scaling: cloud.client(ApplicationAutoScalingClient),
  [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
});

/** A target of 1 to 20 units, at 70 % unless told otherwise. */
export async function track(
  { scaling }: ScalingCloud,
  dimension: typeof READS | typeof WRITES,
  tracking: Partial<TargetTrackingScalingPolicyConfiguration> = {},
): Promise<void> {
  const target = { ...resource, ScalableDimension: dimension };
  await scaling.send(new RegisterScalableTargetCommand({ ...target, MinCapacity: 1, MaxCapacity: 20 }));
  await scaling.send(
    new PutScalingPolicyCommand({
      ...target,
      PolicyName: policyName(dimension),
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 70,
        PredefinedMetricSpecification: {
          PredefinedMetricType:
            dimension === READS ? 'DynamoDBReadCapacityUtilization' : 'DynamoDBWriteCapacityUtilization',
        },
        ...tracking,
      },
    }),
  );
}

export const policyName = (dimension: string) => `${dimension}-policy`;

/** Minutes in each of which this many units are written: items of 100 KB, which cost 100 units each. */
export async function write({ cloud, dynamodb }: ScalingCloud, minutes: number, unitsAMinute: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    for (let units = unitsAMinute; units > 0; units -= 100) await dynamodb.send(new PutItemCommand(sized(units)));
    await cloud.clock.advance({ minutes: 1 });
  }
}

/** 1 KB costs one unit. */
function sized(units: number) {
  const Item = { taskId: { S: 't' }, userId: { S: 'u' } };
  const bytes = Math.min(100, units) * 1024 - 'taskId'.length - 'userId'.length - 'text'.length - 2;
  return { TableName, Item: { ...Item, text: { S: 'x'.repeat(bytes) } } };
}

/** Minutes in each of which the item of 100 KB is read so often: 25 units a time. */
export async function read({ cloud, dynamodb }: ScalingCloud, minutes: number, times: number): Promise<void> {
  const Key = { taskId: { S: 't' }, userId: { S: 'u' } };
  for (let minute = 0; minute < minutes; minute++) {
    for (let time = 0; time < times; time++) {
      await dynamodb.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
    }
    await cloud.clock.advance({ minutes: 1 });
  }
}

/** `[read, write]` units of the table. */
export async function capacityOf({ dynamodb }: ScalingCloud): Promise<(number | undefined)[]> {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  const { ReadCapacityUnits, WriteCapacityUnits } = Table!.ProvisionedThroughput!;
  return [ReadCapacityUnits, WriteCapacityUnits];
}

export async function activitiesOf({ scaling }: ScalingCloud, more: object = {}) {
  const input = { ServiceNamespace: 'dynamodb' as const, ...more };
  return (await scaling.send(new DescribeScalingActivitiesCommand(input))).ScalingActivities!;
}
