import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { _Record } from '@aws-sdk/client-dynamodb-streams';
import { expect, test } from 'vitest';
import { createRandom, type Random } from '../../../src/kernel/random.ts';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, type Item } from './support.ts';
import { dynamoDbStreams, enabled, iterator, latestStreamArn, readAll, readStream } from './streams-support.ts';

const TableName = 'contended';
const CLIENTS = 64;
const WRITES_EACH = 8;
const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];

const oneOf = <T>(random: Random, choices: readonly T[]): T => choices[Math.floor(random.number() * choices.length)]!;

function writeSomething(client: DynamoDBClient, random: Random): Promise<unknown> {
  const Key: Record<string, AttributeValue> = { id: { S: oneOf(random, IDS) } };
  const Item = { ...Key, value: { N: String(Math.floor(random.number() * 5)) } };
  const other = {
    id: {
      S: oneOf(
        random,
        IDS.filter((id) => id !== Key['id']!.S),
      ),
    },
  };
  switch (oneOf(random, ['put', 'delete', 'add', 'batch', 'transaction'])) {
    case 'put':
      return client.send(new PutItemCommand({ TableName, Item }));
    case 'delete':
      return client.send(new DeleteItemCommand({ TableName, Key }));
    case 'add':
      return client.send(
        new UpdateItemCommand({
          TableName,
          Key,
          UpdateExpression: 'ADD counted :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        }),
      );
    case 'batch': {
      const requests = [{ PutRequest: { Item } }, { DeleteRequest: { Key: other } }];
      return client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
    }
    default:
      return client
        .send(
          new TransactWriteItemsCommand({
            TransactItems: [
              { Put: { TableName, Item: { ...Item, together: { BOOL: true } } } },
              { Delete: { TableName, Key: other } },
            ],
          }),
        )
        .catch((error: Error) => expect(error.name).toBe('TransactionCanceledException'));
  }
}

/** Each record's old image must be what the ones before left: nothing is missing, doubled or out of order. */
function replay(records: readonly _Record[]): Map<string, Item> {
  const items = new Map<string, Item>();
  for (const { eventName, dynamodb } of records) {
    const id = dynamodb!.Keys!['id']!.S!;
    expect(dynamodb!.OldImage).toEqual(items.get(id));
    expect(eventName).toBe(!items.has(id) ? 'INSERT' : dynamodb!.NewImage ? 'MODIFY' : 'REMOVE');
    if (dynamodb!.NewImage) items.set(id, dynamodb!.NewImage);
    else items.delete(id);
  }
  return items;
}

test.each([1, 2, 3])('replayed, the stream of 64 writers is the table (seed %i)', async (seed) => {
  await using cloud = await testCloud();
  const [client, streams] = [dynamoDb(cloud), dynamoDbStreams(cloud)];
  await createTable(client, TableName, 'id:S', undefined, enabled());
  const arn = await latestStreamArn(client, TableName);
  const follower = await iterator(streams, arn, { ShardIteratorType: 'LATEST' });

  const work = Array.from({ length: CLIENTS }, async (_, writer) => {
    const random = createRandom(`${seed}/${writer}`);
    for (let count = 0; count < WRITES_EACH; count++) await writeSomething(client, random);
  });
  await Promise.all(work);

  const records = await readStream(streams, arn);
  const { Items } = await client.send(new ScanCommand({ TableName }));
  const table = new Map(Items!.map((item) => [item['id']!.S!, item]));
  expect(Object.fromEntries(replay(records))).toEqual(Object.fromEntries(table));
  expect(await readAll(streams, follower)).toEqual(records);
});

test('who reads along sees each record once, in order, while others write', async () => {
  await using cloud = await testCloud();
  const [client, streams] = [dynamoDb(cloud), dynamoDbStreams(cloud)];
  await createTable(client, TableName, 'id:S', undefined, enabled());
  const arn = await latestStreamArn(client, TableName);
  const random = createRandom('follower');
  const seen: _Record[] = [];
  let next = await iterator(streams, arn, { ShardIteratorType: 'LATEST' });
  for (let round = 0; round < 20; round++) {
    const writes = Promise.all(Array.from({ length: 16 }, () => writeSomething(client, random)));
    for (let look = 0; look < 3; look++) {
      const records = await readAll(streams, next);
      seen.push(...records);
      const last = records.at(-1)?.dynamodb!.SequenceNumber;
      if (last)
        next = await iterator(streams, arn, { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: last });
    }
    await writes;
  }
  seen.push(...(await readAll(streams, next)));
  expect(seen).toEqual(await readStream(streams, arn));
  replay(seen);
});
