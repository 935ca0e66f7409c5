import {
  DescribeTableCommand,
  QueryCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  type GlobalSecondaryIndexUpdate,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, putAll, refusal, type Item } from './support.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.html */
const TableName = 'tasks';
const Create = {
  IndexName: 'byUser',
  KeySchema: [{ AttributeName: 'userId', KeyType: 'HASH' }],
  Projection: { ProjectionType: 'ALL' },
} satisfies GlobalSecondaryIndexUpdate['Create'];

async function withTasks(items: readonly Item[] = []) {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'taskId:S');
  await putAll(client, TableName, items);
  const update = (
    updates: GlobalSecondaryIndexUpdate[],
    more: Partial<UpdateTableCommandInput> = {
      AttributeDefinitions: [{ AttributeName: 'userId', AttributeType: 'S' }],
    },
  ) => client.send(new UpdateTableCommand({ TableName, GlobalSecondaryIndexUpdates: updates, ...more }));
  return {
    cloud,
    client,
    update,
    describe: async () => (await client.send(new DescribeTableCommand({ TableName }))).Table!,
    tasksOf: async (user: string) =>
      (
        await client.send(
          new QueryCommand({
            TableName,
            IndexName: 'byUser',
            KeyConditionExpression: 'userId = :u',
            ExpressionAttributeValues: { ':u': { S: user } },
          }),
        )
      ).Items!,
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

const task = (n: number, userId: Item[string]): Item => ({ taskId: { S: `task-${n}` }, userId });

test('a new index is filled with the items that are there', async () => {
  const items = Array.from({ length: 1200 }, (_, n) => task(n, { S: n % 3 === 0 ? 'ann' : 'bob' }));
  await using tasks = await withTasks([...items, task(9999, { N: '5' }), { taskId: { S: 'free' } }]);

  const { TableDescription } = await tasks.update([{ Create }]);
  expect(TableDescription).toMatchObject({
    TableStatus: 'UPDATING',
    GlobalSecondaryIndexes: [{ IndexName: 'byUser', IndexStatus: 'CREATING', Backfilling: true }],
  });
  await tasks.cloud.clock.settle();
  expect(await tasks.describe()).toMatchObject({
    TableStatus: 'ACTIVE',
    GlobalSecondaryIndexes: [{ IndexName: 'byUser', IndexStatus: 'ACTIVE', ItemCount: 1200 }],
  });
  expect(await tasks.tasksOf('ann')).toHaveLength(400);
});

test('an item that does not fit a new index can still change in other ways', async () => {
  await using tasks = await withTasks([task(1, { N: '5' })]);
  await tasks.update([{ Create }]);
  await tasks.cloud.clock.settle();
  const change = (UpdateExpression: string) =>
    tasks.client.send(
      new UpdateItemCommand({
        TableName,
        Key: { taskId: { S: 'task-1' } },
        UpdateExpression,
        ExpressionAttributeValues: { ':v': { N: '6' } },
      }),
    );
  await change('SET priority = :v');
  expect(await refusal(change('SET userId = :v'))).toBe(
    'ValidationException: One or more parameter values were invalid: Type mismatch for Index Key userId Expected: S Actual: N IndexName: byUser',
  );
});

test('a deleted index goes with its attribute definition', async () => {
  await using tasks = await withTasks([task(1, { S: 'ann' })]);
  await tasks.update([{ Create }]);
  await tasks.cloud.clock.settle();
  await tasks.update([{ Delete: { IndexName: 'byUser' } }], {});

  const table = await tasks.describe();
  expect(table.GlobalSecondaryIndexes).toBeUndefined();
  expect(table.AttributeDefinitions).toEqual([{ AttributeName: 'taskId', AttributeType: 'S' }]);
  expect(await refusal(tasks.tasksOf('ann'))).toBe(
    'ValidationException: The table does not have the specified index: byUser',
  );
});

describe('refused', () => {
  const INVALID = 'ValidationException: One or more parameter values were invalid: ';
  test.each<[string, GlobalSecondaryIndexUpdate[], string]>([
    [
      'nothing',
      [{}],
      `${INVALID}One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null`,
    ],
    [
      'an index twice',
      [{ Create }, { Delete: { IndexName: 'byUser' } }],
      `${INVALID}Only one global secondary index update per index is allowed simultaneously. Index: byUser`,
    ],
    [
      'two indexes at once',
      [{ Create }, { Create: { ...Create, IndexName: 'other' } }],
      'LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    ],
    [
      'an index that is not there',
      [{ Delete: { IndexName: 'nowhere' } }],
      'ResourceNotFoundException: Requested resource not found: Index nowhere for table tasks',
    ],
    [
      'a key without a definition',
      [{ Create: { ...Create, KeySchema: [{ AttributeName: 'other', KeyType: 'HASH' }] } }],
      `${INVALID}Some index key attributes are not defined in AttributeDefinitions. Keys: [other], AttributeDefinitions: [userId, taskId]`,
    ],
  ])('%s', async (_what, updates, expected) => {
    await using tasks = await withTasks();
    expect(await refusal(tasks.update(updates))).toBe(expected);
  });

  test('a name that is taken', async () => {
    await using tasks = await withTasks();
    await tasks.update([{ Create }]);
    await tasks.cloud.clock.settle();
    expect(await refusal(tasks.update([{ Create }]))).toBe(
      'ValidationException: Attempting to create an index which already exists',
    );
  });
});
