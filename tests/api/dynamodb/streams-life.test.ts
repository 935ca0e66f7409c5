import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  PutItemCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { DescribeStreamCommand, ListStreamsCommand } from '@aws-sdk/client-dynamodb-streams';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, refusal } from './support.ts';
import { dynamoDbStreams, enabled, latestStreamArn, readStream, shardsOf } from './streams-support.ts';

const TableName = 'orders';
const update = (more: Partial<UpdateTableCommandInput>) => new UpdateTableCommand({ TableName, ...more });
const disabled = { StreamSpecification: { StreamEnabled: false } };
const put = (id: string) => new PutItemCommand({ TableName, Item: { id: { S: id } } });

test('CreateTable and DescribeTable show the stream that they begin', async () => {
  await using cloud = await testCloud({ startAt: Date.UTC(2025, 0, 1, 12, 0, 0, 5) });
  const client = dynamoDb(cloud);
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      ...enabled('KEYS_ONLY'),
    }),
  );
  const shown = {
    ...enabled('KEYS_ONLY'),
    LatestStreamLabel: '2025-01-01T12:00:00.005',
    LatestStreamArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/orders/stream/2025-01-01T12:00:00.005',
  };
  expect(TableDescription).toMatchObject(shown);
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject(shown);
});

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamDescription.html
test('DescribeStream tells of the stream and its one open shard', async () => {
  await using cloud = await testCloud({ startAt: Date.UTC(2025, 0, 1) });
  const [client, streams] = [dynamoDb(cloud), dynamoDbStreams(cloud)];
  await createTable(client, TableName, 'id:S', 'at:N', enabled());
  const StreamArn = await latestStreamArn(client, TableName);
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  expect(StreamDescription).toEqual({
    StreamArn,
    StreamLabel: '2025-01-01T00:00:00.000',
    StreamStatus: 'ENABLED',
    StreamViewType: 'NEW_AND_OLD_IMAGES',
    CreationRequestDateTime: new Date('2025-01-01T00:00:00Z'),
    TableName,
    KeySchema: [
      { AttributeName: 'id', KeyType: 'HASH' },
      { AttributeName: 'at', KeyType: 'RANGE' },
    ],
    Shards: [
      {
        ShardId: expect.stringMatching(/^shardId-\d{20}-[0-9a-f]{8}$/),
        SequenceNumberRange: { StartingSequenceNumber: expect.stringMatching(/^\d{21,40}$/) },
      },
    ],
  });
});

test('a stream begins and ends with UpdateTable, and each has its own records', async () => {
  await using cloud = await testCloud();
  const [client, streams] = [dynamoDb(cloud), dynamoDbStreams(cloud)];
  await createTable(client, TableName, 'id:S');
  await client.send(put('before'));
  await client.send(update(enabled()));
  const first = await latestStreamArn(client, TableName);
  await client.send(put('first'));
  await client.send(update(disabled));
  await client.send(put('between'));
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table!.StreamSpecification).toBeUndefined();
  expect(Table!.LatestStreamArn).toBe(first);

  await client.send(update(enabled('KEYS_ONLY')));
  const second = await latestStreamArn(client, TableName);
  await client.send(put('second'));
  expect(second).not.toBe(first);
  const ids = async (arn: string) => (await readStream(streams, arn)).map(({ dynamodb }) => dynamodb!.Keys!['id']!.S);
  expect([await ids(first), await ids(second)]).toEqual([['first'], ['second']]);

  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: first }));
  expect(StreamDescription!.StreamStatus).toBe('DISABLED');
  expect(StreamDescription!.Shards![0]!.SequenceNumberRange!.EndingSequenceNumber).toMatch(/^\d{21,40}$/);
});

test('a disabled stream, and that of a deleted table, can be read for a day', async () => {
  await using cloud = await testCloud();
  const [client, streams] = [dynamoDb(cloud), dynamoDbStreams(cloud)];
  await createTable(client, TableName, 'id:S', undefined, enabled());
  await client.send(put('a'));
  const StreamArn = await latestStreamArn(client, TableName);
  await client.send(new DeleteTableCommand({ TableName }));
  await createTable(client, TableName, 'id:S', undefined, enabled());
  const next = await latestStreamArn(client, TableName);
  const list = async () =>
    (await streams.send(new ListStreamsCommand({ TableName }))).Streams!.map((one) => one.StreamArn);

  await cloud.clock.advance({ hours: 23, minutes: 59 });
  expect(await readStream(streams, StreamArn)).toHaveLength(1);
  expect(await list()).toEqual([StreamArn, next]);
  await cloud.clock.advance({ minutes: 1 });
  expect(await list()).toEqual([next]);
  expect(await refusal(streams.send(new DescribeStreamCommand({ StreamArn })))).toBe(
    `ResourceNotFoundException: Requested resource not found: Stream: ${StreamArn} not found`,
  );
});

test('a shard is followed by its child after four hours, and readers go on through both', async () => {
  await using cloud = await testCloud();
  const [client, streams] = [dynamoDb(cloud), dynamoDbStreams(cloud)];
  await createTable(client, TableName, 'id:S', undefined, enabled());
  const arn = await latestStreamArn(client, TableName);
  await client.send(put('early'));
  await cloud.clock.advance({ hours: 4 });
  await client.send(put('late'));

  const [parent, child] = await shardsOf(streams, arn);
  expect(child!.ParentShardId).toBe(parent!.ShardId);
  expect(parent!.ShardId! < child!.ShardId!).toBe(true);
  expect(child!.SequenceNumberRange!.EndingSequenceNumber).toBeUndefined();
  const [end, start] = [
    parent!.SequenceNumberRange!.EndingSequenceNumber!,
    child!.SequenceNumberRange!.StartingSequenceNumber!,
  ];
  expect(BigInt(end) < BigInt(start)).toBe(true);
  const records = await readStream(streams, arn);
  expect(records.map(({ dynamodb }) => dynamodb!.Keys!['id']!.S)).toEqual(['early', 'late']);

  await cloud.clock.advance({ hours: 23 });
  const [oldest] = await shardsOf(streams, arn);
  expect(oldest!.ShardId).toBe(parent!.ShardId);
  await cloud.clock.advance({ hours: 1 });
  const left = await shardsOf(streams, arn);
  expect(left[0]!.ShardId).toBe(child!.ShardId);
  expect(left[0]!.ParentShardId).toBe(parent!.ShardId);
  expect(left).toHaveLength(7);
});

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html
test('ListStreams goes through the account’s streams in pages', async () => {
  await using cloud = await testCloud();
  const [client, streams] = [dynamoDb(cloud), dynamoDbStreams(cloud)];
  for (const name of ['one', 'two', 'three']) await createTable(client, name, 'id:S', undefined, enabled());
  await createTable(client, 'four', 'id:S');
  const names: string[] = [];
  let start: string | undefined;
  do {
    const page = await streams.send(
      new ListStreamsCommand({ Limit: 2, ...(start === undefined ? {} : { ExclusiveStartStreamArn: start }) }),
    );
    names.push(...page.Streams!.map((stream) => stream.TableName!));
    expect(page.Streams!.length).toBeLessThanOrEqual(2);
    start = page.LastEvaluatedStreamArn;
  } while (start !== undefined);
  expect(names).toEqual(['one', 'three', 'two']);
  expect((await streams.send(new ListStreamsCommand({ TableName: 'four' }))).Streams).toEqual([]);
});

test('DescribeStream pages through shards and filters children', async () => {
  await using cloud = await testCloud();
  const [client, streams] = [dynamoDb(cloud), dynamoDbStreams(cloud)];
  await createTable(client, TableName, 'id:S', undefined, enabled());
  const StreamArn = await latestStreamArn(client, TableName);
  await cloud.clock.advance({ hours: 12 });
  const all = (await shardsOf(streams, StreamArn)).map(({ ShardId }) => ShardId!);
  expect(all).toHaveLength(4);
  const describe = async (more: object) => {
    const answer = await streams.send(new DescribeStreamCommand({ StreamArn, ...more }));
    const { Shards, LastEvaluatedShardId } = answer.StreamDescription!;
    return [Shards!.map(({ ShardId }) => ShardId), LastEvaluatedShardId];
  };
  expect(await describe({ Limit: 3 })).toEqual([all.slice(0, 3), all[2]]);
  expect(await describe({ Limit: 3, ExclusiveStartShardId: all[2] })).toEqual([all.slice(3), undefined]);
  expect(await describe({ ExclusiveStartShardId: all[3] })).toEqual([[], undefined]);
  expect(await describe({ ShardFilter: { Type: 'CHILD_SHARDS', ShardId: all[1] } })).toEqual([[all[2]], undefined]);
});

test('what cannot be done to a stream is said as AWS says it', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  const invalid = 'ValidationException: One or more parameter values were invalid: ';
  const attempt = (more: Partial<UpdateTableCommandInput>) => refusal(client.send(update(more)));
  await createTable(client, TableName, 'id:S');
  const nothing = 'ValidationException: Table has no stream to disable: TableName: orders';
  expect(await attempt(disabled)).toBe(nothing);
  expect(await attempt({ StreamSpecification: { StreamEnabled: true } })).toBe(
    `${invalid}If stream is being enabled then UpdateViewType is required`,
  );
  expect(await attempt({ StreamSpecification: { StreamEnabled: false, StreamViewType: 'KEYS_ONLY' } })).toBe(
    `${invalid}If stream is being disabled, then UpdateViewType must not be specified`,
  );
  expect(await attempt({ ...enabled(), ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } })).toBe(
    `${invalid}You cannot modify stream status while updating table IOPS`,
  );
  const GlobalSecondaryIndexUpdates = [{ Delete: { IndexName: 'none' } }];
  expect(await attempt({ ...enabled(), GlobalSecondaryIndexUpdates })).toBe(
    `${invalid}You cannot create or delete index while changing stream status`,
  );
  await client.send(update(enabled()));
  for (const viewType of ['NEW_AND_OLD_IMAGES', 'KEYS_ONLY'] as const) {
    expect(await attempt(enabled(viewType))).toBe(
      'ValidationException: Table already has an enabled stream: TableName: orders',
    );
  }
  await client.send(update(disabled));
  expect(await attempt(disabled)).toBe(nothing);
});
