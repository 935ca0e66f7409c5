import {
  DescribeKinesisStreamingDestinationCommand,
  DisableKinesisStreamingDestinationCommand,
  EnableKinesisStreamingDestinationCommand,
  UpdateKinesisStreamingDestinationCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test, vi } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, refusal } from './support.ts';

const TableName = 'streaming';
const STREAM = 'arn:aws:kinesis:us-east-1:000000000000:stream/changes';
const NO_STREAM = 'User does not have a permission to use kinesis stream';
const STATE = 'ValidationException: Table is not in a valid state to enable Kinesis Streaming Destination: ';
const EnableKinesisStreamingConfiguration = { ApproximateCreationDateTimePrecision: 'MICROSECOND' } as const;

const enable = (client: DynamoDBClient, StreamArn = STREAM, more: object = {}) =>
  client.send(new EnableKinesisStreamingDestinationCommand({ TableName, StreamArn, ...more }));
const disable = (client: DynamoDBClient, more: object = {}) =>
  client.send(new DisableKinesisStreamingDestinationCommand({ TableName, StreamArn: STREAM, ...more }));
const update = (client: DynamoDBClient, more: object = {}) =>
  client.send(new UpdateKinesisStreamingDestinationCommand({ TableName, StreamArn: STREAM, ...more }));
const destinationsOf = async (client: DynamoDBClient) =>
  (await client.send(new DescribeKinesisStreamingDestinationCommand({ TableName }))).KinesisDataStreamDestinations;

test('a table has no destinations', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S');
  expect(await destinationsOf(client)).toEqual([]);
});

test('enabling a stream that does not exist is answered, and has failed afterwards', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S');
  expect(await enable(client, STREAM, { EnableKinesisStreamingConfiguration })).toMatchObject({
    TableName,
    StreamArn: STREAM,
    DestinationStatus: 'ENABLING',
    EnableKinesisStreamingConfiguration,
  });
  const failed = { DestinationStatus: 'ENABLE_FAILED', DestinationStatusDescription: NO_STREAM };
  expect(await destinationsOf(client)).toEqual([
    { StreamArn: STREAM, ...failed, ApproximateCreationDateTimePrecision: 'MICROSECOND' },
  ]);

  await enable(client);
  expect(await destinationsOf(client)).toEqual([{ StreamArn: STREAM, ...failed }]);
  const elsewhere = STREAM.replace('us-east-1', 'eu-west-1');
  await enable(client, elsewhere);
  expect(await destinationsOf(client)).toEqual([
    {
      StreamArn: elsewhere,
      DestinationStatus: 'ENABLE_FAILED',
      DestinationStatusDescription:
        'The kinesis Arn used to enable kinesis replication belongs to a stream which is not in the current region',
    },
    { StreamArn: STREAM, ...failed },
  ]);
});

test('what is not active can neither be disabled nor changed', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S');
  await enable(client);
  expect(await refusal(disable(client))).toBe(
    `${STATE}KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.`,
  );
  expect(await refusal(disable(client, { EnableKinesisStreamingConfiguration }))).toBe(
    'ValidationException: Stream cannot be disabled using EnableKinesisStreamingConfiguration parameters',
  );
  const UpdateKinesisStreamingConfiguration = EnableKinesisStreamingConfiguration;
  expect(await refusal(update(client, { UpdateKinesisStreamingConfiguration }))).toBe(
    `${STATE}Kinesis streaming is not in ACTIVE state. Updates are only allowed in ACTIVE state. TableName: streaming, kdsArn: ${STREAM}`,
  );
  for (const more of [{}, { UpdateKinesisStreamingConfiguration: {} }]) {
    expect(await refusal(update(client, more))).toBe(
      'ValidationException: Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration cannot be null or contain only null values',
    );
  }
});

test('one destination is enabled at a time', async () => {
  vi.stubEnv('CIRRO_DYNAMODB_TRANSITION_MS', '1000');
  onTestFinished(() => void vi.unstubAllEnvs());
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S');
  expect(await refusal(enable(client))).toBe(
    'ResourceNotFoundException: Requested resource not found: Table: streaming not found',
  );
  await cloud.clock.advance(1000);
  await enable(client);
  expect(await destinationsOf(client)).toEqual([{ StreamArn: STREAM, DestinationStatus: 'ENABLING' }]);
  expect(await refusal(enable(client, `${STREAM}-2`))).toBe(
    `${STATE}EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation.`,
  );
  await cloud.clock.advance(1000);
  await enable(client, `${STREAM}-2`);
  expect((await destinationsOf(client))?.map(({ DestinationStatus }) => DestinationStatus)).toEqual([
    'ENABLING',
    'ENABLE_FAILED',
  ]);
});

test('only a table that is there has destinations', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  const missing = 'ResourceNotFoundException: Requested resource not found: Table: streaming not found';
  expect(await refusal(enable(client))).toBe(missing);
  expect(await refusal(disable(client))).toBe(missing);
  expect(await refusal(destinationsOf(client))).toBe(missing);
  expect(
    await refusal(update(client, { UpdateKinesisStreamingConfiguration: EnableKinesisStreamingConfiguration })),
  ).toBe(missing);
});
