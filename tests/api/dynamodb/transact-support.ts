import {
  GetItemCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  type CancellationReason,
  type TransactionCanceledException,
  type TransactWriteItem,
  type TransactWriteItemsCommandInput,
  type CreateTableCommandInput,
  type ProjectionType,
} from '@aws-sdk/client-dynamodb';
import { expect } from 'vitest';
import { errorOf, testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, type Item } from './support.ts';

export const key = (id: string): Item => ({ id: { S: id } });
export const item = (id: string, more: Item = {}): Item => ({ ...key(id), ...more });

/** A local and a global index on `group`, for a table with the keys `id` and `at`. */
export const withIndexes = (ofGlobal: ProjectionType): Partial<CreateTableCommandInput> => ({
  AttributeDefinitions: [
    { AttributeName: 'id', AttributeType: 'S' },
    { AttributeName: 'at', AttributeType: 'N' },
    { AttributeName: 'group', AttributeType: 'S' },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'local',
      KeySchema: [
        { AttributeName: 'id', KeyType: 'HASH' },
        { AttributeName: 'group', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'global',
      KeySchema: [{ AttributeName: 'group', KeyType: 'HASH' }],
      Projection: { ProjectionType: ofGlobal },
    },
  ],
});

export async function withTables() {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'one', 'id:S');
  await createTable(client, 'two', 'id:S', 'at:N', withIndexes('KEYS_ONLY'));
  const write = (items: TransactWriteItem[], more: Partial<TransactWriteItemsCommandInput> = {}) =>
    client.send(new TransactWriteItemsCommand({ TransactItems: items, ...more }));
  return {
    cloud,
    client,
    write,
    read: async (id: string) => (await client.send(new GetItemCommand({ TableName: 'one', Key: key(id) }))).Item,
    scan: async (TableName: string, IndexName?: string) =>
      (await client.send(new ScanCommand({ TableName, ...(IndexName === undefined ? {} : { IndexName }) }))).Items,
    /** The codes and messages of a cancellation, after its summary has been found to say the same. */
    reasons: async (items: TransactWriteItem[]): Promise<CancellationReason[]> => {
      const error = (await errorOf(write(items))) as TransactionCanceledException;
      const reasons = error.CancellationReasons ?? [];
      expect(`${error.name}: ${error.message}`).toBe(
        'TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific reasons ' +
          `[${reasons.map(({ Code }) => Code).join(', ')}]`,
      );
      return reasons;
    },
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

export const put = (Item: Item, more: object = {}): TransactWriteItem => ({ Put: { TableName: 'one', Item, ...more } });
export const remove = (id: string, more: object = {}): TransactWriteItem => ({
  Delete: { TableName: 'one', Key: key(id), ...more },
});
export const update = (
  id: string,
  UpdateExpression: string,
  values: Item = {},
  more: object = {},
): TransactWriteItem => ({
  Update: {
    TableName: 'one',
    Key: key(id),
    UpdateExpression,
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
    ...more,
  },
});
export const check = (id: string, ConditionExpression: string, more: object = {}): TransactWriteItem => ({
  ConditionCheck: { TableName: 'one', Key: key(id), ConditionExpression, ...more },
});
