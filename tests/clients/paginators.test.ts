import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  paginateListTables,
  paginateQuery,
  paginateScan,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  paginateQuery as paginateQueryOfDocuments,
} from '@aws-sdk/lib-dynamodb';
import { expect, test, vi } from 'vitest';
import { testCloud, type TestCloud } from '../support/cloud.ts';

const TableName = 'readings';
const READINGS = 230;

const createTable = (client: DynamoDBClient, name: string) =>
  client.send(
    new CreateTableCommand({
      TableName: name,
      KeySchema: [
        { AttributeName: 'sensor', KeyType: 'HASH' },
        { AttributeName: 'at', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'sensor', AttributeType: 'S' },
        { AttributeName: 'at', AttributeType: 'N' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );

/** Readings of 10 KB each, so that they fill more than two pages of 1 MB. */
async function withReadings(cloud: TestCloud): Promise<DynamoDBClient> {
  const client = cloud.client(DynamoDBClient);
  await createTable(client, TableName);
  const documents = DynamoDBDocumentClient.from(client);
  for (let from = 0; from < READINGS; from += 23) {
    const requests = Array.from({ length: 23 }, (_, n) => ({
      PutRequest: { Item: { sensor: 'roof', at: from + n, trace: 'x'.repeat(10_000) } },
    }));
    await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }));
  }
  return client;
}

const roof = {
  KeyConditionExpression: 'sensor = :roof',
  ProjectionExpression: '#at',
  ExpressionAttributeNames: { '#at': 'at' },
};
const inOrder = Array.from({ length: READINGS }, (_, n) => n);

test('paginateQuery reads everything, a megabyte a page', async () => {
  await using cloud = await testCloud();
  const client = await withReadings(cloud);
  const pages: number[][] = [];
  const input = { TableName, ...roof, ExpressionAttributeValues: { ':roof': { S: 'roof' } } };
  for await (const { Items } of paginateQuery({ client }, input))
    pages.push(Items!.map((item) => Number(item['at']!.N)));

  expect(pages.length).toBe(3);
  expect(pages.flat()).toEqual(inOrder);
});

test('paginateQuery goes backwards by pages of a size, and starts where it is told', async () => {
  await using cloud = await testCloud();
  const client = DynamoDBDocumentClient.from(await withReadings(cloud));
  const seen: number[] = [];
  const sizes = new Set<number>();
  const paginator = paginateQueryOfDocuments(
    { client, pageSize: 50, startingToken: { sensor: 'roof', at: 150 } },
    { TableName, ...roof, ExpressionAttributeValues: { ':roof': 'roof' }, ScanIndexForward: false },
  );
  for await (const { Items } of paginator) {
    sizes.add(Items!.length);
    seen.push(...Items!.map((item) => item['at'] as number));
  }
  expect(seen).toEqual(inOrder.slice(0, 150).toReversed());
  // The last page is full, so DynamoDB cannot know that it is the last one.
  expect([...sizes]).toEqual([50, 0]);
});

test('paginateScan reads everything once, in one go or in segments', async () => {
  await using cloud = await testCloud();
  const client = await withReadings(cloud);
  const scan = async (input: { Segment?: number; TotalSegments?: number }) => {
    const seen: number[] = [];
    for await (const { Items } of paginateScan({ client, pageSize: 40 }, { TableName, ...input })) {
      seen.push(...Items!.map((item) => Number(item['at']!.N)));
    }
    return seen;
  };
  expect(await scan({})).toEqual(inOrder);
  const segments = await Promise.all([0, 1, 2].map((Segment) => scan({ Segment, TotalSegments: 3 })));
  expect(segments.flat().sort((a, b) => a - b)).toEqual(inOrder);
});

test('paginateListTables lists every table in the order of their names', async () => {
  await using cloud = await testCloud();
  const client = cloud.client(DynamoDBClient);
  const names = Array.from({ length: 12 }, (_, n) => `table-${String(n).padStart(2, '0')}`);
  await Promise.all(names.toReversed().map((name) => createTable(client, name)));

  const pages: string[][] = [];
  for await (const { TableNames } of paginateListTables({ client, pageSize: 5 }, {})) pages.push(TableNames!);

  expect(pages).toEqual([names.slice(0, 5), names.slice(5, 10), names.slice(10)]);
});

test('waiters see a table come and go', async () => {
  await using cloud = await testCloud();
  const client = cloud.client(DynamoDBClient);
  const wait = { client, maxWaitTime: 20, minDelay: 0.01, maxDelay: 0.05 };
  // The one waits before there is a table, the other while there still is one.
  const exists = waitUntilTableExists(wait, { TableName });
  await createTable(client, TableName);
  expect(await exists).toMatchObject({ state: 'SUCCESS', reason: { Table: { TableStatus: 'ACTIVE' } } });

  const isGone = waitUntilTableNotExists(wait, { TableName });
  await client.send(new DeleteTableCommand({ TableName }));
  expect(await isGone).toMatchObject({ state: 'SUCCESS', reason: { name: 'ResourceNotFoundException' } });
});

test('waiters wait where tables take their time', async () => {
  vi.stubEnv('CIRRO_DYNAMODB_TRANSITION_MS', '5000');
  await using cloud = await testCloud();
  const client = cloud.client(DynamoDBClient);
  const wait = { client, maxWaitTime: 20, minDelay: 0.01, maxDelay: 0.05 };
  await createTable(client, TableName);
  vi.unstubAllEnvs();
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table!.TableStatus).toBe('CREATING');

  const exists = waitUntilTableExists(wait, { TableName });
  await cloud.clock.advance({ seconds: 5 });
  expect((await exists).state).toBe('SUCCESS');

  await client.send(new DeleteTableCommand({ TableName }));
  const isGone = waitUntilTableNotExists(wait, { TableName });
  await cloud.clock.advance({ seconds: 5 });
  expect((await isGone).state).toBe('SUCCESS');
});
