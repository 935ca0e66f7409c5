import { PutItemCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type DynamoDBStreamsClient,
} from '@aws-sdk/client-dynamodb-streams';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, refusal } from './support.ts';
import { dynamoDbStreams, enabled, iterator, latestStreamArn, readAll, shardsOf } from './streams-support.ts';

const TableName = 'orders';

async function streamedTable(ids: readonly string[]) {
  const cloud = await testCloud();
  const [client, streams] = [dynamoDb(cloud), dynamoDbStreams(cloud)];
  await createTable(client, TableName, 'id:S', undefined, enabled('KEYS_ONLY'));
  const put = (id: string) => client.send(new PutItemCommand({ TableName, Item: { id: { S: id } } }));
  for (const id of ids) await put(id);
  return { cloud, client, streams, put, arn: await latestStreamArn(client, TableName) };
}

const idsFrom = async (streams: DynamoDBStreamsClient, start: string) =>
  (await readAll(streams, start)).map(({ dynamodb }) => dynamodb!.Keys!['id']!.S);

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html
test('each type of iterator begins where it says', async () => {
  const { cloud, streams, put, arn } = await streamedTable(['a', 'b', 'c']);
  await using _ = cloud;
  const horizon = await iterator(streams, arn);
  const SequenceNumber = (await readAll(streams, horizon))[1]!.dynamodb!.SequenceNumber!;
  const latest = await iterator(streams, arn, { ShardIteratorType: 'LATEST' });
  const at = await iterator(streams, arn, { ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber });
  const after = await iterator(streams, arn, { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber });
  const { StartingSequenceNumber } = (await shardsOf(streams, arn))[0]!.SequenceNumberRange!;
  const start = await iterator(streams, arn, {
    ShardIteratorType: 'AT_SEQUENCE_NUMBER',
    SequenceNumber: StartingSequenceNumber,
  });
  await put('d');
  expect(await idsFrom(streams, horizon)).toEqual(['a', 'b', 'c', 'd']);
  expect(await idsFrom(streams, start)).toEqual(['a', 'b', 'c', 'd']);
  expect(await idsFrom(streams, at)).toEqual(['b', 'c', 'd']);
  expect(await idsFrom(streams, after)).toEqual(['c', 'd']);
  expect(await idsFrom(streams, latest)).toEqual(['d']);
});

test('a reader waits in an open shard, and is told when it ends', async () => {
  const { cloud, client, streams, put, arn } = await streamedTable([]);
  await using _ = cloud;
  const read = (ShardIterator: string) => streams.send(new GetRecordsCommand({ ShardIterator }));
  const empty = await read(await iterator(streams, arn));
  expect(empty.Records).toEqual([]);
  await put('a');
  const one = await read(empty.NextShardIterator!);
  expect(one.Records).toHaveLength(1);
  await client.send(new UpdateTableCommand({ TableName, StreamSpecification: { StreamEnabled: false } }));
  const last = await read(one.NextShardIterator!);
  expect(last.Records).toEqual([]);
  expect(last.NextShardIterator).toBeUndefined();
  const latest = await read(await iterator(streams, arn, { ShardIteratorType: 'LATEST' }));
  expect([latest.Records, latest.NextShardIterator]).toEqual([[], undefined]);
});

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html
test('an iterator expires after 15 minutes', async () => {
  const { cloud, streams, arn } = await streamedTable(['a']);
  await using _ = cloud;
  const ShardIterator = await iterator(streams, arn);
  await cloud.clock.advance({ minutes: 15, milliseconds: -1 });
  const { NextShardIterator } = await streams.send(new GetRecordsCommand({ ShardIterator }));
  await cloud.clock.advance(1);
  expect(await refusal(streams.send(new GetRecordsCommand({ ShardIterator })))).toBe(
    'ExpiredIteratorException: The provided iterator exceeds the maximum age allowed.',
  );
  await streams.send(new GetRecordsCommand({ ShardIterator: NextShardIterator! }));
});

test('records are trimmed when they are a day old, to the millisecond', async () => {
  const { cloud, streams, put, arn } = await streamedTable(['a']);
  await using _ = cloud;
  await cloud.clock.advance({ hours: 1 });
  await put('b');
  const SequenceNumber = (await readAll(streams, await iterator(streams, arn)))[0]!.dynamodb!.SequenceNumber!;
  const [shard] = await shardsOf(streams, arn);
  const remembered = { ShardId: shard!.ShardId!, ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber } as const;
  const horizon = () => iterator(streams, arn, { ShardId: shard!.ShardId! });

  await cloud.clock.advance({ hours: 23, milliseconds: -1 });
  const [before, old] = [await horizon(), await iterator(streams, arn, remembered)];
  expect(await idsFrom(streams, before)).toEqual(['a', 'b']);
  await cloud.clock.advance(1);
  const trimmed = 'TrimmedDataAccessException: The data you are trying to access has been trimmed';
  for (const ShardIterator of [before, old]) {
    expect(await refusal(streams.send(new GetRecordsCommand({ ShardIterator })))).toBe(trimmed);
  }
  expect(await refusal(iterator(streams, arn, remembered))).toBe(trimmed);
  expect(await idsFrom(streams, await horizon())).toEqual(['b']);

  // The clean-up in between changes nothing of that.
  await cloud.clock.advance({ hours: 3 });
  expect(await refusal(iterator(streams, arn, remembered))).toBe(trimmed);
  expect(await idsFrom(streams, await horizon())).toEqual([]);
});

test('a place is one of its own shard', async () => {
  const { cloud, streams, arn } = await streamedTable(['a']);
  await using _ = cloud;
  await cloud.clock.advance({ hours: 4 });
  const [parent, child] = await shardsOf(streams, arn);
  const startIn = (ShardId: string, SequenceNumber: string) =>
    iterator(streams, arn, { ShardId, ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber });
  const refused = 'ValidationException: Invalid SequenceNumber for the shard';
  const { EndingSequenceNumber: end } = parent!.SequenceNumberRange!;
  const { StartingSequenceNumber: start } = child!.SequenceNumberRange!;
  expect(await refusal(startIn(child!.ShardId!, end!))).toBe(refused);
  expect(await refusal(startIn(parent!.ShardId!, start!))).toBe(refused);
  expect(await idsFrom(streams, await startIn(parent!.ShardId!, end!))).toEqual([]);
  expect(await idsFrom(streams, await startIn(child!.ShardId!, start!))).toEqual([]);
});

test('what names no stream, shard or place is refused', async () => {
  const { cloud, streams, arn } = await streamedTable(['a']);
  await using _ = cloud;
  const ShardId = (await shardsOf(streams, arn))[0]!.ShardId!;
  const none = arn.replace('orders', 'others');
  const notFound = `ResourceNotFoundException: Requested resource not found: Stream: ${none} not found`;
  expect(await refusal(streams.send(new DescribeStreamCommand({ StreamArn: none })))).toBe(notFound);
  const iterate = (more: object) =>
    refusal(
      streams.send(new GetShardIteratorCommand({ StreamArn: arn, ShardId, ShardIteratorType: 'LATEST', ...more })),
    );
  expect(await iterate({ StreamArn: none })).toBe(notFound);
  expect(await iterate({ StreamArn: 'x'.repeat(40) })).toBe('ValidationException: Invalid StreamArn');
  expect(await iterate({ ShardId: 'x'.repeat(30) })).toBe(
    'ResourceNotFoundException: Requested resource not found: Shard does not exist',
  );
  expect(await iterate({ ShardIteratorType: 'AT_SEQUENCE_NUMBER' })).toMatch(/^ValidationException: .*SequenceNumber/);
  expect(await iterate({ SequenceNumber: '1'.repeat(23) })).toMatch(/^ValidationException: .*SequenceNumber/);
  expect(await iterate({ ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: 'x'.repeat(30) })).toBe(
    'ValidationException: Invalid SequenceNumber for the shard',
  );
  expect(await refusal(streams.send(new GetRecordsCommand({ ShardIterator: 'x'.repeat(50) })))).toBe(
    'ValidationException: Invalid ShardIterator',
  );
  const foreign = (await iterator(streams, arn)).replace('orders', 'others');
  expect(await refusal(streams.send(new GetRecordsCommand({ ShardIterator: foreign })))).toBe(notFound);
});

test('limits and constraints are those of the API', async () => {
  const { cloud, streams, arn: StreamArn } = await streamedTable([]);
  await using _ = cloud;
  const ShardIterator = await iterator(streams, StreamArn);
  const one = 'ValidationException: 1 validation error detected: ';
  const tooSmall = `${one}Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`;
  const tooLarge = (max: number) =>
    `ValidationException: One or more parameter values were invalid: Limit should be less than or equal to ${max}`;
  const requests = (Limit: number) => [
    refusal(streams.send(new GetRecordsCommand({ ShardIterator, Limit }))),
    refusal(streams.send(new DescribeStreamCommand({ StreamArn, Limit }))),
    refusal(streams.send(new ListStreamsCommand({ Limit }))),
  ];
  expect(await Promise.all(requests(0))).toEqual([tooSmall, tooSmall, tooSmall]);
  expect(await Promise.all(requests(1001))).toEqual([tooLarge(1000), tooLarge(100), tooLarge(100)]);
  expect(await refusal(streams.send(new DescribeStreamCommand({ StreamArn: 'short' })))).toBe(
    `${one}Value 'short' at 'streamArn' failed to satisfy constraint: Member must have length greater than or equal to 37`,
  );
  const type = new GetShardIteratorCommand({
    StreamArn,
    ShardId: 'x'.repeat(28),
    ShardIteratorType: 'NONE' as 'LATEST',
  });
  expect(await refusal(streams.send(type))).toContain(
    "Value 'NONE' at 'shardIteratorType' failed to satisfy constraint: Member must satisfy enum value set: [",
  );
});
