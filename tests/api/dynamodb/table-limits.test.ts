import {
  DescribeTableCommand,
  UpdateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, refusal } from './support.ts';

const INVALID = 'ValidationException: One or more parameter values were invalid: ';
const LIMIT = 'LimitExceededException: ';
const REFER = 'Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.';
const DAY_MS = 86_400_000;

const create = (client: DynamoDBClient, more: Partial<CreateTableCommandInput> = {}, name = 'limited') =>
  createTable(client, name, 'id:S', undefined, more);
const update = (client: DynamoDBClient, more: Partial<UpdateTableCommandInput>) =>
  client.send(new UpdateTableCommand({ TableName: 'limited', ...more }));
const describeTable = async (client: DynamoDBClient) =>
  (await client.send(new DescribeTableCommand({ TableName: 'limited' }))).Table!;

const provisioned = (units: number) =>
  ({
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput: { ReadCapacityUnits: units, WriteCapacityUnits: units },
  }) as const;
const index = (more: object = {}, IndexName = 'byId') => ({
  IndexName,
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
  Projection: { ProjectionType: 'ALL' as const },
  ...more,
});

test('warm throughput is not lower than what a table has anyway', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  const ON_DEMAND =
    'is lower than initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial';
  expect(await refusal(create(client, { WarmThroughput: { ReadUnitsPerSecond: 1, WriteUnitsPerSecond: 1 } }))).toBe(
    `${INVALID}Requested ReadUnitsPerSecond for WarmThroughput for table ${ON_DEMAND}`,
  );
  const onIndex = { GlobalSecondaryIndexes: [index({ WarmThroughput: { WriteUnitsPerSecond: 3999 } })] };
  expect(await refusal(create(client, onIndex))).toBe(
    `${INVALID}Requested WriteUnitsPerSecond for WarmThroughput for index byId ${ON_DEMAND}`,
  );
  const below = { ...provisioned(10), WarmThroughput: { ReadUnitsPerSecond: 5, WriteUnitsPerSecond: 5 } };
  expect(await refusal(create(client, below))).toBe(
    `${INVALID}Requested ReadUnitsPerSecond for WarmThroughput for table is lower than ReadCapacityUnits of ProvisionedThroughput`,
  );
});

test('warm throughput of a table and its indexes only grows', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await create(client, {
    WarmThroughput: { ReadUnitsPerSecond: 12_001 },
    GlobalSecondaryIndexes: [index({ WarmThroughput: { ReadUnitsPerSecond: 13_000, WriteUnitsPerSecond: 5000 } })],
  });
  const { WarmThroughput, GlobalSecondaryIndexes } = await describeTable(client);
  expect(WarmThroughput).toEqual({ ReadUnitsPerSecond: 12_001, WriteUnitsPerSecond: 4000, Status: 'ACTIVE' });
  expect(GlobalSecondaryIndexes![0]!.WarmThroughput).toMatchObject({
    ReadUnitsPerSecond: 13_000,
    WriteUnitsPerSecond: 5000,
  });

  const NO_DECREASE = 'is lower than current WarmThroughput, decreasing WarmThroughput is not supported';
  expect(await refusal(update(client, { WarmThroughput: { ReadUnitsPerSecond: 12_000 } }))).toBe(
    `${INVALID}Requested ReadUnitsPerSecond for WarmThroughput for table ${NO_DECREASE}`,
  );
  const ofIndex = (ReadUnitsPerSecond: number) => ({
    GlobalSecondaryIndexUpdates: [{ Update: { IndexName: 'byId', WarmThroughput: { ReadUnitsPerSecond } } }],
  });
  expect(await refusal(update(client, ofIndex(12_999)))).toBe(
    `${INVALID}Requested ReadUnitsPerSecond for WarmThroughput for index byId ${NO_DECREASE}`,
  );
  await update(client, ofIndex(14_000));
  expect((await describeTable(client)).GlobalSecondaryIndexes![0]!.WarmThroughput).toMatchObject({
    ReadUnitsPerSecond: 14_000,
    WriteUnitsPerSecond: 5000,
  });
});

test('a table has at most 40,000 units of anything', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  expect(await refusal(create(client, provisioned(40_001)))).toBe(
    `${LIMIT}The requested ReadCapacityUnits, 40001, is above the per table maximum for the account in us-east-1. Per table maximum: 40000. ${REFER}`,
  );
  const above = (what: string, unit = 'Read') =>
    `${LIMIT}Subscriber limit exceeded: Requested ${what} exceeds TableMax${unit}CapacityUnits of the account in region us-east-1`;
  expect(await refusal(create(client, { OnDemandThroughput: { MaxWriteRequestUnits: 40_001 } }))).toBe(
    above('MaxWriteRequestUnits for OnDemandThroughput for table', 'Write'),
  );
  expect(
    await refusal(
      create(client, { GlobalSecondaryIndexes: [index({ OnDemandThroughput: { MaxReadRequestUnits: 40_001 } })] }),
    ),
  ).toBe(above('MaxReadRequestUnits for OnDemandThroughput for index : byId'));
  await create(client);
  expect(await refusal(update(client, { WarmThroughput: { ReadUnitsPerSecond: 40_001 } }))).toBe(
    above('ReadUnitsPerSecond for WarmThroughput for table'),
  );
  expect(await refusal(update(client, provisioned(40_001)))).toMatch(/^LimitExceededException: The requested Read/);
  await update(client, provisioned(40_000));
});

test('limits of requests are at least one, and -1 takes away what is there', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  const OUTSIDE = 'for OnDemandThroughput for table is outside of valid range';
  for (const MaxReadRequestUnits of [0, -1, -2]) {
    expect(await refusal(create(client, { OnDemandThroughput: { MaxReadRequestUnits } }))).toBe(
      `${INVALID}Requested MaxReadRequestUnits ${OUTSIDE}`,
    );
  }
  await create(client, { OnDemandThroughput: { MaxReadRequestUnits: 100 } });
  expect((await describeTable(client)).OnDemandThroughput).toEqual({ MaxReadRequestUnits: 100 });
  await update(client, { OnDemandThroughput: { MaxReadRequestUnits: -1 } });
});

test('the class of a table changes twice in thirty days', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await create(client);
  await update(client, { TableClass: 'STANDARD' });
  await update(client, { TableClass: 'STANDARD_INFREQUENT_ACCESS' });
  await cloud.clock.advance(DAY_MS);
  await update(client, { TableClass: 'STANDARD' });
  const refused = `${LIMIT}Subscriber limit exceeded: Updates to TableClass are limited to 2 times in 30 day(s).`;
  expect(await refusal(update(client, { TableClass: 'STANDARD_INFREQUENT_ACCESS' }))).toBe(refused);
  expect(await refusal(update(client, { TableClass: 'STANDARD' }))).toBe(refused);
  await cloud.clock.advance(29 * DAY_MS);
  await update(client, { TableClass: 'STANDARD_INFREQUENT_ACCESS' });
  expect((await describeTable(client)).TableClassSummary).toMatchObject({ TableClass: 'STANDARD_INFREQUENT_ACCESS' });
});

test('a table has at most twenty global indexes', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await create(client, { GlobalSecondaryIndexes: Array.from({ length: 20 }, (_, n) => index({}, `index-${n}`)) });
  const Create = index({}, 'one-too-many');
  expect(
    await refusal(
      update(client, {
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        GlobalSecondaryIndexUpdates: [{ Create }],
      }),
    ),
  ).toBe(`${LIMIT}Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of 20`);
});

test('an index that is not there can be neither changed nor deleted', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await create(client);
  const missing = 'ResourceNotFoundException: Requested resource not found: Index ghost for table limited';
  for (const change of [
    { Delete: { IndexName: 'ghost' } },
    { Update: { IndexName: 'ghost', OnDemandThroughput: { MaxReadRequestUnits: 1 } } },
  ]) {
    expect(await refusal(update(client, { GlobalSecondaryIndexUpdates: [change] }))).toBe(missing);
  }
});

test('the indexes of a table project at most a hundred attributes, all together', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  const projecting = (name: string, count: number) =>
    index(
      {
        Projection: {
          ProjectionType: 'INCLUDE',
          NonKeyAttributes: Array.from({ length: count }, (_, n) => `attribute-${n}`),
        },
      },
      name,
    );
  const five = Array.from({ length: 5 }, (_, n) => projecting(`index-${n}`, 20));
  const refused = 'Number of NonKeyAttributes of all indexes exceeds per-table limit of 100';
  const more = { GlobalSecondaryIndexes: [...five, projecting('one-more', 1)] };
  expect(await refusal(create(client, more))).toBe(`${INVALID}${refused}`);
  expect(await refusal(create(client, { GlobalSecondaryIndexes: [projecting('wide', 21)] }))).toMatch(
    /at 'globalSecondaryIndexes\.1\.member\.projection\.nonKeyAttributes' failed to satisfy constraint: Member must have length less than or equal to 20$/,
  );
  await create(client, { GlobalSecondaryIndexes: five });
  const AttributeDefinitions = [{ AttributeName: 'id', AttributeType: 'S' as const }];
  const add = update(client, {
    AttributeDefinitions,
    GlobalSecondaryIndexUpdates: [{ Create: projecting('one-more', 1) }],
  });
  expect(await refusal(add)).toBe(`${INVALID}${refused}`);
});

test('what is wrong with global indexes is said before what is wrong with local ones', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  const both = { LocalSecondaryIndexes: [index({}, 'l1')], GlobalSecondaryIndexes: [index({}, 'g1')] };
  const tooShort = (name: string, member: string) =>
    `Value '${name}' at '${member}.1.member.indexName' failed to satisfy constraint: Member must have length greater than or equal to 3`;
  expect(await refusal(create(client, both))).toBe(
    `ValidationException: 2 validation errors detected: ${tooShort('g1', 'globalSecondaryIndexes')}; ${tooShort('l1', 'localSecondaryIndexes')}`,
  );
});
