import {
  DeleteTableCommand,
  DescribeContributorInsightsCommand,
  ListContributorInsightsCommand,
  UpdateContributorInsightsCommand,
  UpdateTableCommand,
  type DynamoDBClient,
  type UpdateContributorInsightsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test, vi } from 'vitest';
import { testCloud, type TestCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, refusal } from './support.ts';

const TableName = 'watched';

async function watchedTable(cloud: TestCloud): Promise<DynamoDBClient> {
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S', 'at:N', {
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'at', AttributeType: 'N' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byTime',
        KeySchema: [{ AttributeName: 'at', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: 'local',
        KeySchema: [
          { AttributeName: 'id', KeyType: 'HASH' },
          { AttributeName: 'at', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });
  return client;
}

const update = async (
  client: DynamoDBClient,
  ContributorInsightsAction: 'ENABLE' | 'DISABLE',
  more: Partial<UpdateContributorInsightsCommandInput> = {},
) => {
  const { $metadata: _, ...output } = await client.send(
    new UpdateContributorInsightsCommand({ TableName, ContributorInsightsAction, ...more }),
  );
  return output;
};
const describeInsights = async (client: DynamoDBClient, IndexName?: string) => {
  const { $metadata: _, ...output } = await client.send(
    new DescribeContributorInsightsCommand({ TableName, ...(IndexName === undefined ? {} : { IndexName }) }),
  );
  return output;
};
const list = (client: DynamoDBClient, input: { TableName?: string; MaxResults?: number; NextToken?: string } = {}) =>
  client.send(new ListContributorInsightsCommand(input));

test('insights are off until somebody turns them on', async () => {
  await using cloud = await testCloud();
  const client = await watchedTable(cloud);
  expect(await describeInsights(client)).toEqual({ TableName, ContributorInsightsStatus: 'DISABLED' });
  expect(await update(client, 'DISABLE')).toEqual({ TableName, ContributorInsightsStatus: 'DISABLED' });
  expect((await list(client)).ContributorInsightsSummaries).toEqual([]);
});

test('rules count the keys of a table', async () => {
  await using cloud = await testCloud();
  const client = await watchedTable(cloud);
  const at = cloud.clock.now();
  const ContributorInsightsMode = 'ACCESSED_AND_THROTTLED_KEYS';
  expect(await update(client, 'ENABLE')).toEqual({
    TableName,
    ContributorInsightsStatus: 'ENABLING',
    ContributorInsightsMode,
  });
  expect(await describeInsights(client)).toEqual({
    TableName,
    ContributorInsightsStatus: 'ENABLED',
    ContributorInsightsMode,
    LastUpdateDateTime: new Date(at),
    ContributorInsightsRuleList: ['PKC', 'SKC', 'PKT', 'SKT'].map(
      (rule) => `DynamoDBContributorInsights-${rule}-watched-${at}`,
    ),
  });
});

test('a mode changes by enabling again, and only then', async () => {
  await using cloud = await testCloud();
  const client = await watchedTable(cloud);
  const at = cloud.clock.now();
  await update(client, 'ENABLE');
  expect((await update(client, 'ENABLE')).ContributorInsightsStatus).toBe('ENABLED');
  await cloud.clock.advance(1000);
  const narrowed = await update(client, 'ENABLE', { ContributorInsightsMode: 'THROTTLED_KEYS' });
  expect(narrowed).toMatchObject({ ContributorInsightsStatus: 'ENABLING', ContributorInsightsMode: 'THROTTLED_KEYS' });
  expect((await describeInsights(client)).ContributorInsightsRuleList).toEqual([
    `DynamoDBContributorInsights-PKT-watched-${at}`,
    `DynamoDBContributorInsights-SKT-watched-${at}`,
  ]);
  expect(await update(client, 'DISABLE', { ContributorInsightsMode: 'ACCESSED_AND_THROTTLED_KEYS' })).toMatchObject({
    ContributorInsightsStatus: 'DISABLING',
    ContributorInsightsMode: 'THROTTLED_KEYS',
  });
  expect(await describeInsights(client)).toEqual({
    TableName,
    ContributorInsightsStatus: 'DISABLED',
    ContributorInsightsMode: 'THROTTLED_KEYS',
    LastUpdateDateTime: new Date(at + 1000),
  });
});

test('a global index has insights of its own', async () => {
  await using cloud = await testCloud();
  const client = await watchedTable(cloud);
  const at = cloud.clock.now();
  expect(await update(client, 'ENABLE', { IndexName: 'byTime' })).toMatchObject({ IndexName: 'byTime' });
  expect(await describeInsights(client, 'byTime')).toMatchObject({
    IndexName: 'byTime',
    ContributorInsightsStatus: 'ENABLED',
    ContributorInsightsRuleList: [
      `DynamoDBContributorInsights-PKC-watched-byTime-${at}`,
      `DynamoDBContributorInsights-PKT-watched-byTime-${at}`,
    ],
  });
  expect((await describeInsights(client)).ContributorInsightsStatus).toBe('DISABLED');

  await client.send(
    new UpdateTableCommand({ TableName, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'byTime' } }] }),
  );
  expect((await list(client)).ContributorInsightsSummaries).toEqual([]);
});

test('those that are on are listed, the table before its indexes, page by page', async () => {
  await using cloud = await testCloud();
  const client = await watchedTable(cloud);
  await createTable(client, 'another', 'id:S');
  await update(client, 'ENABLE', { IndexName: 'byTime' });
  await update(client, 'ENABLE', { TableName: 'another' });
  await update(client, 'ENABLE', { ContributorInsightsMode: 'THROTTLED_KEYS' });
  const places: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await list(client, { MaxResults: 1, ...(NextToken === undefined ? {} : { NextToken }) });
    places.push(...page.ContributorInsightsSummaries!.map((one) => `${one.TableName} ${one.IndexName ?? ''}`));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  expect(places).toEqual(['another ', 'watched ', 'watched byTime']);

  const ofOne = await list(client, { TableName });
  expect(ofOne.ContributorInsightsSummaries).toEqual([
    { TableName, ContributorInsightsStatus: 'ENABLED', ContributorInsightsMode: 'THROTTLED_KEYS' },
    {
      TableName,
      IndexName: 'byTime',
      ContributorInsightsStatus: 'ENABLED',
      ContributorInsightsMode: 'ACCESSED_AND_THROTTLED_KEYS',
    },
  ]);
  expect(ofOne.NextToken).toBeUndefined();
  expect(await refusal(list(client, { MaxResults: 101 }))).toMatch(/^ValidationException: 1 validation error detected/);
});

test('only tables and global indexes have insights', async () => {
  await using cloud = await testCloud();
  const client = await watchedTable(cloud);
  for (const IndexName of ['ghost', 'local']) {
    const notFound = `ResourceNotFoundException: Requested resource not found: Index: ${IndexName} not found for table: watched`;
    expect(await refusal(describeInsights(client, IndexName))).toBe(notFound);
    expect(await refusal(update(client, 'ENABLE', { IndexName }))).toBe(notFound);
  }
  await client.send(new DeleteTableCommand({ TableName }));
  const gone = 'ResourceNotFoundException: Requested resource not found: Table: watched not found';
  expect(await refusal(describeInsights(client))).toBe(gone);
  expect(await refusal(update(client, 'ENABLE'))).toBe(gone);
  expect(await refusal(list(client, { TableName }))).toBe(gone);
});

test('where changes take their time, insights pass through their states', async () => {
  vi.stubEnv('CIRRO_DYNAMODB_TRANSITION_MS', '1000');
  onTestFinished(() => void vi.unstubAllEnvs());
  await using cloud = await testCloud();
  const client = await watchedTable(cloud);
  expect(await refusal(update(client, 'ENABLE'))).toBe(
    'ValidationException: Table or Index is not in a valid state to update Key Access Insights: TableStatus must be ACTIVE to enable ContributorInsights.',
  );
  await cloud.clock.advance(1000);
  await update(client, 'ENABLE');
  expect((await describeInsights(client)).ContributorInsightsStatus).toBe('ENABLING');
  await cloud.clock.advance(1000);
  expect((await describeInsights(client)).ContributorInsightsStatus).toBe('ENABLED');
  await update(client, 'DISABLE');
  expect((await list(client)).ContributorInsightsSummaries).toMatchObject([{ ContributorInsightsStatus: 'DISABLING' }]);
  await cloud.clock.advance(1000);
  expect((await list(client)).ContributorInsightsSummaries).toEqual([]);
});

test('a table is named as everywhere', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  const describeNamed = (name: string) =>
    refusal(client.send(new DescribeContributorInsightsCommand({ TableName: name })));
  expect(await describeNamed('ab')).toBe(
    "ValidationException: 1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
  );
  await createTable(client, TableName, 'id:S');
  const { ContributorInsightsStatus } = await client.send(
    new DescribeContributorInsightsCommand({
      TableName: 'arn:aws:dynamodb:us-east-1:000000000000:table/watched',
    }),
  );
  expect(ContributorInsightsStatus).toBe('DISABLED');
});
