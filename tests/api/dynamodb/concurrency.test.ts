import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { createRandom, type Random } from '../../../src/kernel/random.ts';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb } from './support.ts';

const TableName = 'contended';
const CLIENTS = 64;
const WRITES_EACH = 8;

const oneOf = <T>(random: Random, choices: readonly T[]): T => choices[Math.floor(random.number() * choices.length)]!;

/** Each write adds one to the item's version, except those that make or remove the item. */
function writeSomething(client: DynamoDBClient, random: Random): Promise<unknown> {
  const id = { S: oneOf(random, ['a', 'b', 'c', 'd', 'e']) };
  const group = { S: oneOf(random, ['x', 'y', 'z']) };
  switch (oneOf(random, ['put', 'update', 'conditional', 'delete', 'batch'])) {
    case 'put':
      return client.send(new PutItemCommand({ TableName, Item: { id, group } }));
    case 'update':
      return client.send(
        new UpdateItemCommand({
          TableName,
          Key: { id },
          UpdateExpression: 'SET #g = :g ADD version :one',
          ExpressionAttributeNames: { '#g': 'group' },
          ExpressionAttributeValues: { ':g': group, ':one': { N: '1' } },
        }),
      );
    case 'conditional':
      return client
        .send(
          new UpdateItemCommand({
            TableName,
            Key: { id },
            UpdateExpression: 'REMOVE #g',
            ConditionExpression: 'attribute_exists(id)',
            ExpressionAttributeNames: { '#g': 'group' },
          }),
        )
        .catch((error: Error) => expect(error.name).toBe('ConditionalCheckFailedException'));
    case 'delete':
      return client.send(new DeleteItemCommand({ TableName, Key: { id } }));
    default: {
      const other = { S: id.S === 'a' ? 'b' : 'a' };
      const RequestItems = {
        [TableName]: [{ PutRequest: { Item: { id, group } } }, { DeleteRequest: { Key: { id: other } } }],
      };
      return client.send(new BatchWriteItemCommand({ RequestItems }));
    }
  }
}

test('many clients on few items leave table, index and counts in agreement', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S', undefined, {
    AttributeDefinitions: ['id', 'group'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byGroup',
        KeySchema: [{ AttributeName: 'group', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, seed) => {
      const random = createRandom(`client-${seed}`);
      for (let write = 0; write < WRITES_EACH; write++) await writeSomething(client, random);
    }),
  );

  const all = (await client.send(new ScanCommand({ TableName }))).Items!;
  const indexed = (await client.send(new ScanCommand({ TableName, IndexName: 'byGroup' }))).Items!;
  const expected = all.filter(({ group }) => group);
  expect(indexed).toHaveLength(expected.length);
  expect(indexed).toEqual(expect.arrayContaining(expected));
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({
    ItemCount: all.length,
    GlobalSecondaryIndexes: [{ ItemCount: expected.length }],
  });
});
