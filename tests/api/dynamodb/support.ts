import {
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  type AttributeValue,
  type CreateTableCommandInput,
  type DynamoDBServiceException,
} from '@aws-sdk/client-dynamodb';
import { errorOf, type TestCloud } from '../../support/cloud.ts';

/** A provisioned table with both keys. */
export const MUSIC: CreateTableCommandInput = {
  TableName: 'Music',
  AttributeDefinitions: [
    { AttributeName: 'Artist', AttributeType: 'S' },
    { AttributeName: 'SongTitle', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'Artist', KeyType: 'HASH' },
    { AttributeName: 'SongTitle', KeyType: 'RANGE' },
  ],
  ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6 },
};

export type Item = Record<string, AttributeValue>;

/** A client that sends what it is told: the SDK's own checks would hide DynamoDB's. */
export const dynamoDb = (cloud: TestCloud): DynamoDBClient => cloud.client(DynamoDBClient);

/** `createTable(client, 'orders', 'customer:S', 'placedAt:N')` */
export async function createTable(
  client: DynamoDBClient,
  TableName: string,
  partition: string,
  sort?: string,
  more: Partial<CreateTableCommandInput> = {},
): Promise<void> {
  const keys = [partition, ...(sort === undefined ? [] : [sort])].map((text) => text.split(':') as [string, 'S']);
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keys.map(([AttributeName], at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' })),
      AttributeDefinitions: keys.map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
      ...more,
    }),
  );
}

export async function putAll(client: DynamoDBClient, TableName: string, items: readonly Item[]): Promise<void> {
  await Promise.all(items.map((Item) => client.send(new PutItemCommand({ TableName, Item }))));
}

/** An error's name and message, as one value to compare. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  const error = (await errorOf(call)) as DynamoDBServiceException;
  return `${error.name}: ${error.message}`;
}
