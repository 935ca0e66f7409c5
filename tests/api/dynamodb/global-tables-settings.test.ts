import {
  DescribeTimeToLiveCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  TagResourceCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { testCloud, type TestCloud } from '../../support/cloud.ts';
import {
  addReplica,
  contentOf,
  describe,
  EAST,
  globalTable,
  IRELAND,
  REGIONS,
  streamOf,
  TableName,
  update,
  WEST,
  worldOf,
} from './global-tables-support.ts';
import { scaleWrites } from './global-tables-scaling.ts';
import { createTable, putAll, refusal } from './support.ts';

const change = (client: DynamoDBClient, input: Partial<UpdateTableCommandInput>) =>
  client.send(new UpdateTableCommand({ TableName, ...input }));
const START = Date.UTC(2025, 0, 1, 12);

const byDay = {
  IndexName: 'byDay',
  KeySchema: [{ AttributeName: 'day', KeyType: 'HASH' as const }],
  Projection: { ProjectionType: 'ALL' as const },
};
const AttributeDefinitions = [
  { AttributeName: 'id', AttributeType: 'S' as const },
  { AttributeName: 'day', AttributeType: 'S' as const },
];
const item = (id: string, day: string) => ({ id: { S: id }, day: { S: day } });

async function idsOfDay(client: DynamoDBClient, day: string): Promise<string[]> {
  const { Items } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: 'byDay',
      KeyConditionExpression: '#day = :day',
      ExpressionAttributeNames: { '#day': 'day' },
      ExpressionAttributeValues: { ':day': { S: day } },
    }),
  );
  return Items!.map(({ id }) => id!.S!).sort();
}

test('an index comes and goes in all replicas, from whichever it is asked for', async () => {
  await using cloud = await testCloud();
  const world = await globalTable(cloud);
  await putAll(world[EAST], TableName, [item('a', 'monday'), item('b', 'monday')]);
  await cloud.clock.settle();
  await change(world[WEST], { AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create: byDay }] });
  await cloud.clock.settle();
  await putAll(world[IRELAND], TableName, [item('c', 'monday')]);
  await cloud.clock.settle();
  for (const region of REGIONS) {
    expect(await idsOfDay(world[region], 'monday'), region).toEqual(['a', 'b', 'c']);
    const { GlobalSecondaryIndexes, Replicas } = await describe(world[region]);
    expect(GlobalSecondaryIndexes).toMatchObject([{ IndexName: 'byDay', IndexStatus: 'ACTIVE', ItemCount: 3 }]);
    for (const replica of Replicas!) expect(replica.GlobalSecondaryIndexes).toMatchObject([{ IndexName: 'byDay' }]);
  }
  await change(world[EAST], { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'byDay' } }] });
  await cloud.clock.settle();
  for (const region of REGIONS) {
    const { GlobalSecondaryIndexes, AttributeDefinitions: left } = await describe(world[region]);
    expect(GlobalSecondaryIndexes).toBeUndefined();
    expect(left).toEqual([{ AttributeName: 'id', AttributeType: 'S' }]);
  }
});

test('a new replica has the indexes of the table that it is made from', async () => {
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  const more: Partial<CreateTableCommandInput> = { AttributeDefinitions, GlobalSecondaryIndexes: [byDay] };
  await createTable(world[EAST], TableName, 'id:S', undefined, more);
  await putAll(world[EAST], TableName, [item('a', 'monday'), item('b', 'tuesday')]);
  await addReplica(cloud, world[EAST], WEST);
  expect(await idsOfDay(world[WEST], 'monday')).toEqual(['a']);
  await world[EAST].send(new PutItemCommand({ TableName, Item: item('b', 'monday') }));
  await cloud.clock.settle();
  expect(await idsOfDay(world[WEST], 'monday')).toEqual(['a', 'b']);
  expect(await idsOfDay(world[WEST], 'tuesday')).toEqual([]);
});

test('tags and deletion protection are each replica’s own', async () => {
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S', undefined, {
    Tags: [{ Key: 'team', Value: 'east' }],
    DeletionProtectionEnabled: true,
  });
  await addReplica(cloud, world[EAST], WEST);
  const west = await describe(world[WEST]);
  expect(west.DeletionProtectionEnabled).toBe(false);
  const tagsOf = async (client: DynamoDBClient, ResourceArn: string) =>
    (await client.send(new ListTagsOfResourceCommand({ ResourceArn }))).Tags;
  expect(await tagsOf(world[WEST], west.TableArn!)).toEqual([]);
  const ResourceArn = west.TableArn!;
  await world[WEST].send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'team', Value: 'west' }] }));
  expect(await tagsOf(world[EAST], (await describe(world[EAST])).TableArn!)).toEqual([{ Key: 'team', Value: 'east' }]);
});

test('the table class and the kind of encryption are the same in all replicas', async () => {
  await using cloud = await testCloud();
  const world = await globalTable(cloud);
  await change(world[WEST], { TableClass: 'STANDARD_INFREQUENT_ACCESS' });
  await change(world[IRELAND], { SSESpecification: { Enabled: true, SSEType: 'KMS' } });
  for (const region of REGIONS) {
    const table = await describe(world[region]);
    expect(table.TableClassSummary?.TableClass).toBe('STANDARD_INFREQUENT_ACCESS');
    expect(table.SSEDescription?.KMSMasterKeyArn).toBe(`arn:aws:kms:${region}:000000000000:alias/aws/dynamodb`);
    for (const replica of table.Replicas!) {
      expect(replica.ReplicaTableClassSummary?.TableClass).toBe('STANDARD_INFREQUENT_ACCESS');
      expect(replica.KMSMasterKeyId).toBe(`arn:aws:kms:${replica.RegionName}:000000000000:alias/aws/dynamodb`);
    }
  }
});

test('the class and the maximum of reads may be overridden for one replica', async () => {
  await using cloud = await testCloud();
  const world = await globalTable(cloud);
  await update(world[EAST], {
    Update: {
      RegionName: WEST,
      TableClassOverride: 'STANDARD_INFREQUENT_ACCESS',
      OnDemandThroughputOverride: { MaxReadRequestUnits: 100 },
    },
  });
  const [west, ireland] = (await describe(world[EAST])).Replicas!;
  expect(west).toMatchObject({
    RegionName: WEST,
    OnDemandThroughputOverride: { MaxReadRequestUnits: 100 },
    ReplicaTableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
  });
  expect(ireland).not.toHaveProperty('ReplicaTableClassSummary');
  expect(await describe(world[WEST])).toMatchObject({
    TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
    OnDemandThroughput: { MaxReadRequestUnits: 100 },
  });
  expect(await describe(world[IRELAND])).not.toHaveProperty('TableClassSummary');
});

async function provisioned(cloud: TestCloud) {
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S', undefined, {
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
    AttributeDefinitions,
    GlobalSecondaryIndexes: [{ ...byDay, ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 3 } }],
  });
  return world;
}

test('a provisioned table gets replicas when all its writes scale, and they scale alike', async () => {
  await using cloud = await testCloud();
  const world = await provisioned(cloud);
  const add = () => update(world[EAST], { Create: { RegionName: WEST } });
  expect(await refusal(add())).toBe(
    'ValidationException: Table write capacity should either be Pay-Per-Request or AutoScaled.',
  );
  const east = scaleWrites(cloud, EAST, TableName);
  await east.start();
  expect(await refusal(add())).toBe(
    'ValidationException: GSI write capacity should either be Pay-Per-Request or AutoScaled.',
  );
  await east.start('byDay');
  await add();
  await cloud.clock.settle();
  expect(await scaleWrites(cloud, WEST, TableName).describe()).toEqual(await east.describe());
  expect(await describe(world[WEST])).toMatchObject({
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
    GlobalSecondaryIndexes: [{ ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 3 } }],
  });
});

test('throughput is the same in all replicas, save for reads that are overridden', async () => {
  await using cloud = await testCloud();
  const world = await provisioned(cloud);
  for (const index of [undefined, 'byDay']) await scaleWrites(cloud, EAST, TableName).start(index);
  await addReplica(cloud, world[EAST], WEST);
  const throughputOf = async (client: DynamoDBClient) => {
    const { ReadCapacityUnits, WriteCapacityUnits } = (await describe(client)).ProvisionedThroughput!;
    return [ReadCapacityUnits, WriteCapacityUnits];
  };
  const overrideOf = async () => (await describe(world[EAST])).Replicas![0]!.ProvisionedThroughputOverride;
  const ofReads = (ReadCapacityUnits: number) =>
    update(world[EAST], { Update: { RegionName: WEST, ProvisionedThroughputOverride: { ReadCapacityUnits } } });

  await change(world[WEST], { ProvisionedThroughput: { ReadCapacityUnits: 7, WriteCapacityUnits: 9 } });
  expect(await throughputOf(world[EAST])).toEqual([7, 9]);
  expect(await overrideOf()).toBeUndefined();
  await ofReads(20);
  expect(await throughputOf(world[WEST])).toEqual([20, 9]);
  expect(await overrideOf()).toEqual({ ReadCapacityUnits: 20 });
  await change(world[EAST], { ProvisionedThroughput: { ReadCapacityUnits: 8, WriteCapacityUnits: 10 } });
  expect(await throughputOf(world[WEST])).toEqual([20, 10]);
  // The same as the other's is none.
  await ofReads(8);
  expect(await overrideOf()).toBeUndefined();
  expect(
    await refusal(
      update(world[EAST], {
        Update: { RegionName: WEST, OnDemandThroughputOverride: { MaxReadRequestUnits: 5 } },
      }),
    ),
  ).toBe(
    'ValidationException: MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED',
  );
});

test('time to live is the same in all replicas, and what expires goes everywhere', async () => {
  await using cloud = await testCloud({ startAt: START });
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S');
  const expiring = (id: string, second: number) => ({ id: { S: id }, expires: { N: String(START / 1000 + second) } });
  await putAll(world[EAST], TableName, [expiring('old', 90)]);
  await addReplica(cloud, world[EAST], WEST);
  const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expires' };
  await world[WEST].send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  await addReplica(cloud, world[EAST], IRELAND);
  await putAll(world[IRELAND], TableName, [expiring('new', 100), expiring('later', 1000)]);
  for (const region of REGIONS) {
    const { TimeToLiveDescription } = await world[region].send(new DescribeTimeToLiveCommand({ TableName }));
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
  }
  await cloud.clock.advance({ minutes: 3 });
  const records = await Promise.all(REGIONS.map((region) => streamOf(cloud, world[region], region)));
  for (const [at, region] of REGIONS.entries()) {
    expect(Object.keys(await contentOf(world[region])), region).toEqual(['later']);
    const removed = records[at]!.filter(({ images }) => images[0] === 'REMOVE');
    // DynamoDB is named in one stream only: in the others it was a replica that deleted.
    expect(removed.map(({ by }) => by)).toEqual(
      region === IRELAND ? ['dynamodb.amazonaws.com', 'dynamodb.amazonaws.com'] : [undefined, undefined],
    );
  }
  await update(world[EAST], { Delete: { RegionName: IRELAND } });
  await cloud.clock.advance({ minutes: 20 });
  for (const region of [EAST, WEST] as const) expect(await contentOf(world[region])).toEqual({});
});
