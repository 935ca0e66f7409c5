import {
  DeleteTableCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, refusal } from './support.ts';

/** What a table refuses while it changes, where changes take their time: as recorded against AWS in October 2026. */
const TableName = 'changing';
beforeEach(() => void vi.stubEnv('CIRRO_DYNAMODB_TRANSITION_MS', '1000'));
afterEach(() => void vi.unstubAllEnvs());

const create = (client: DynamoDBClient) => createTable(client, TableName, 'id:S');
const protect = (client: DynamoDBClient, DeletionProtectionEnabled: boolean) =>
  client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled }));

test('a table that is being created', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await create(client);
  const CREATED = `ResourceInUseException: Attempt to change a resource which is still in use: Table is being created: ${TableName}`;
  expect(await refusal(create(client))).toBe(CREATED);
  expect(await refusal(protect(client, true))).toBe(CREATED);
  expect(await refusal(client.send(new DeleteTableCommand({ TableName })))).toBe(CREATED);
  const TimeToLiveSpecification = { AttributeName: 'expires', Enabled: true };
  expect(await refusal(client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification })))).toBe(
    `ResourceNotFoundException: Requested resource not found: Table: ${TableName} not found`,
  );
  await cloud.clock.advance(1000);
  expect(await refusal(create(client))).toBe(`ResourceInUseException: Table already exists: ${TableName}`);
});

test('deletion protection changes every 15 seconds at most', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await create(client);
  await cloud.clock.advance(1000);
  await protect(client, true);
  const nextAt = new Date(cloud.clock.now() + 15_000).toISOString();
  await cloud.clock.advance(1000);
  await protect(client, true);
  await cloud.clock.advance(1000);
  expect(await refusal(protect(client, false))).toBe(
    `ThrottlingException: Deletion protection setting for table ${TableName} modified within the previous 15000 milliseconds. Please try again after ${nextAt}`,
  );
  await cloud.clock.advance(13_000);
  await protect(client, false);
});
