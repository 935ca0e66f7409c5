import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  ExecuteStatementCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { GetRecordsCommand, type StreamViewType } from '@aws-sdk/client-dynamodb-streams';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb } from './support.ts';
import {
  dynamoDbStreams,
  enabled,
  imagesOf,
  iterator,
  latestStreamArn,
  readAll,
  readStream,
} from './streams-support.ts';

const TableName = 'orders';

async function streamedTable(viewType?: StreamViewType) {
  const cloud = await testCloud({ startAt: Date.UTC(2025, 0, 1, 12, 0, 0, 500) });
  const [client, streams] = [dynamoDb(cloud), dynamoDbStreams(cloud)];
  await createTable(client, TableName, 'id:S', undefined, enabled(viewType));
  return { cloud, client, streams, arn: await latestStreamArn(client, TableName) };
}

const put = (id: string, more = {}) => new PutItemCommand({ TableName, Item: { id: { S: id }, ...more } });
const remove = (id: string) => new DeleteItemCommand({ TableName, Key: { id: { S: id } } });

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html
test('a record says what happened, when, where and to which item', async () => {
  const { cloud, client, streams, arn } = await streamedTable();
  await using _ = cloud;
  await client.send(put('a', { n: { N: '1' } }));
  const [record] = await readStream(streams, arn);
  expect(record).toEqual({
    eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
    eventName: 'INSERT',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    dynamodb: {
      ApproximateCreationDateTime: new Date('2025-01-01T12:00:00Z'),
      Keys: { id: { S: 'a' } },
      NewImage: { id: { S: 'a' }, n: { N: '1' } },
      SequenceNumber: expect.stringMatching(/^\d{21,40}$/),
      SizeBytes: 9,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  });
  const [again] = await readStream(streams, arn);
  expect(again).toEqual(record);
});

test.each([
  ['KEYS_ONLY', undefined, undefined],
  ['NEW_IMAGE', undefined, { id: { S: 'a' }, v: { N: '2' } }],
  ['OLD_IMAGE', { id: { S: 'a' }, v: { N: '1' } }, undefined],
  ['NEW_AND_OLD_IMAGES', { id: { S: 'a' }, v: { N: '1' } }, { id: { S: 'a' }, v: { N: '2' } }],
] as const)('%s holds these images of a change', async (viewType, old, next) => {
  const { cloud, client, streams, arn } = await streamedTable(viewType);
  await using _ = cloud;
  await client.send(put('a', { v: { N: '1' } }));
  await client.send(put('a', { v: { N: '2' } }));
  const records = await readStream(streams, arn);
  expect(imagesOf(records[1]!)).toEqual(['MODIFY', old, next]);
  expect(records[1]!.dynamodb!.Keys).toEqual({ id: { S: 'a' } });
});

test('every way to write leaves its records, in order', async () => {
  const { cloud, client, streams, arn } = await streamedTable();
  await using _ = cloud;
  await client.send(put('a'));
  const Key = { id: { S: 'a' } };
  const ExpressionAttributeValues = { ':n': { N: '1' } };
  await client.send(
    new UpdateItemCommand({ TableName, Key, UpdateExpression: 'SET n = :n', ExpressionAttributeValues }),
  );
  await client.send(remove('a'));
  await client.send(
    new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: { id: { S: 'b' } } } }] } }),
  );
  await client.send(
    new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName, Item: { id: { S: 'c' } } } },
        { Delete: { TableName, Key: { id: { S: 'b' } } } },
      ],
    }),
  );
  await client.send(new ExecuteStatementCommand({ Statement: `INSERT INTO "orders" VALUE {'id': 'd'}` }));
  const records = await readStream(streams, arn);
  expect(records.map(({ eventName, dynamodb }) => `${eventName} ${dynamodb!.Keys!['id']!.S}`)).toEqual([
    'INSERT a',
    'MODIFY a',
    'REMOVE a',
    'INSERT b',
    'INSERT c',
    'REMOVE b',
    'INSERT d',
  ]);
  const numbers = records.map(({ dynamodb }) => BigInt(dynamodb!.SequenceNumber!));
  expect(numbers).toEqual(numbers.toSorted((x, y) => (x < y ? -1 : 1)));
  expect(new Set(numbers).size).toBe(records.length);
  expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(records.length);
});

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html: an unchanged item writes no record.
test('what changes nothing leaves no record', async () => {
  const { cloud, client, streams, arn } = await streamedTable();
  await using _ = cloud;
  await client.send(put('a', { v: { S: 'x' } }));
  await client.send(new PutItemCommand({ TableName, Item: { v: { S: 'x' }, id: { S: 'a' } } }));
  await client.send(new UpdateItemCommand({ TableName, Key: { id: { S: 'a' } } }));
  await client.send(remove('nobody'));
  const refused = new PutItemCommand({ TableName, Item: { id: { S: 'a' } }, ConditionExpression: 'v = id' });
  await expect(client.send(refused)).rejects.toThrow('The conditional request failed');
  expect(await readStream(streams, arn)).toHaveLength(1);
});

test('binary values travel in images as they are', async () => {
  const { cloud, client, streams, arn } = await streamedTable();
  await using _ = cloud;
  const bytes = Uint8Array.of(0, 128, 255);
  await client.send(put('a', { b: { B: bytes }, s: { BS: [bytes] }, deep: { M: { '': { L: [{ B: bytes }] } } } }));
  const [record] = await readStream(streams, arn);
  expect(record!.dynamodb!.NewImage).toEqual({
    id: { S: 'a' },
    b: { B: bytes },
    s: { BS: [bytes] },
    deep: { M: { '': { L: [{ B: bytes }] } } },
  });
});

test('a page ends at its limit or at a megabyte, and the next one goes on from there', async () => {
  const { cloud, client, streams, arn } = await streamedTable('NEW_IMAGE');
  await using _ = cloud;
  const body = { S: 'x'.repeat(300_000) };
  for (const id of ['a', 'b', 'c', 'd', 'e']) await client.send(put(id, { body }));
  const start = await iterator(streams, arn);
  const page = (ShardIterator: string, Limit?: number) =>
    streams.send(new GetRecordsCommand({ ShardIterator, ...(Limit ? { Limit } : {}) }));
  const ids = (records: { dynamodb?: { Keys?: Record<string, { S?: string }> } }[] = []) =>
    records.map(({ dynamodb }) => dynamodb!.Keys!['id']!.S);

  const first = await page(start);
  expect(ids(first.Records as never)).toEqual(['a', 'b', 'c']);
  const second = await page(first.NextShardIterator!, 1);
  expect(ids(second.Records as never)).toEqual(['d']);
  expect(ids((await readAll(streams, second.NextShardIterator!)) as never)).toEqual(['e']);
});
