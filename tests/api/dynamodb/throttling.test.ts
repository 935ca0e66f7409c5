import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TagResourceCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UntagResourceCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  type CreateTableCommandInput,
  type ProvisionedThroughputExceededException,
  type TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { errorOf, testCloud, type TestCloud } from '../../support/cloud.ts';
import { refusal, type Item } from './support.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html */
const TableName = 'metered';
const ResourceArn = `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}`;
const TABLE_EXCEEDED =
  'ProvisionedThroughputExceededException: The level of configured provisioned throughput for the table was exceeded. ' +
  'Consider increasing your provisioning level with the UpdateTable API.';
const INDEX_EXCEEDED =
  'ProvisionedThroughputExceededException: The level of configured provisioned throughput for one or more global secondary ' +
  'indexes of the table was exceeded. Consider increasing your provisioning level for the under-provisioned global ' +
  'secondary indexes with the UpdateTable API';

interface Metered extends AsyncDisposable {
  readonly cloud: TestCloud;
  readonly client: DynamoDBClient;
  put(id: string, more?: Item): Promise<unknown>;
  get(id: string): Promise<unknown>;
}

/** A table of 5 units of each kind a second, told to throttle. */
async function metered(mode = 'table', table: Partial<CreateTableCommandInput> = {}): Promise<Metered> {
  const cloud = await testCloud();
  const client = cloud.client(DynamoDBClient);
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
      Tags: [{ Key: 'cirro:throttle', Value: mode }],
      ...table,
    }),
  );
  return {
    cloud,
    client,
    put: (id, more) => client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, ...more } })),
    get: (id) => client.send(new GetItemCommand({ TableName, Key: { id: { S: id } }, ConsistentRead: true })),
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

/** How many of these calls go through before one is throttled. */
async function countUntilThrottled(call: () => Promise<unknown>, atMost = 2000): Promise<number> {
  for (let count = 0; count < atMost; count++) {
    const failed = await call().then(
      () => undefined,
      (error: unknown) => error as Error,
    );
    if (failed?.name === 'ProvisionedThroughputExceededException') return count;
    if (failed) throw failed;
  }
  return atMost;
}

/** Takes what a table has in its first second. */
const exhaust = (table: Metered) => countUntilThrottled(() => table.put('a'));

test('a table serves what it is provisioned for, and no more until time goes on', async () => {
  await using table = await metered();
  expect(await countUntilThrottled(() => table.put('a'))).toBe(5);
  expect(await countUntilThrottled(() => table.get('a'))).toBe(5);
  await table.cloud.clock.advance({ seconds: 2 });
  expect(await countUntilThrottled(() => table.put('a'))).toBe(10);
});

test('of many writes at once, as many go through as there is capacity for', async () => {
  await using table = await metered();
  const results = await Promise.allSettled(Array.from({ length: 64 }, (_, n) => table.put(String(n))));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  await table.cloud.clock.advance({ seconds: 1 });
  expect(await countUntilThrottled(() => table.put('a'))).toBe(5);
});

test('clients that retry, as the SDK does by itself, get everything done in time', async () => {
  await using table = await metered();
  const patient = table.cloud.client(DynamoDBClient, { maxAttempts: 20, retryMode: 'standard' });
  const puts = Array.from({ length: 12 }, (_, n) =>
    patient.send(new PutItemCommand({ TableName, Item: { id: { S: String(n) } } })),
  );
  const progress = { isDone: false };
  const all = Promise.all(puts).finally(() => {
    progress.isDone = true;
  });
  // The client waits in real time, the table fills in virtual time.
  while (!progress.isDone) {
    await table.cloud.clock.advance({ milliseconds: 200 });
    await table.get('a').catch(() => undefined);
  }
  await all;
  await table.cloud.clock.advance({ seconds: 1 });
  const { Count } = await table.client.send(new ScanCommand({ TableName }));
  expect(Count).toBe(12);
});

test('five minutes of unused capacity are kept', async () => {
  await using table = await metered('table', {
    ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
  });
  await table.cloud.clock.advance({ hours: 1 });
  expect(await countUntilThrottled(() => table.get('a'))).toBe(300);
});

test('the error says what ran out, and of which resource', async () => {
  await using table = await metered();
  await exhaust(table);
  const error = (await errorOf(table.put('a'))) as ProvisionedThroughputExceededException;
  expect(`${error.name}: ${error.message}`).toBe(TABLE_EXCEEDED);
  expect(error.$metadata.httpStatusCode).toBe(400);
  expect(error.ThrottlingReasons).toEqual([
    { reason: 'TableWriteProvisionedThroughputExceeded', resource: ResourceArn },
  ]);
});

test('a request that costs more than is left goes through, and the next ones wait until it is paid', async () => {
  await using table = await metered();
  // 20 KB: 20 units, of which 5 are there.
  await table.put('a', { text: { S: 'x'.repeat(20 * 1024 - 10) } });
  await table.cloud.clock.advance({ seconds: 3 });
  expect(await refusal(table.put('b'))).toBe(TABLE_EXCEEDED);
  await table.cloud.clock.advance({ milliseconds: 200 });
  await table.put('b');
});

test('what is throttled has no effect', async () => {
  await using table = await metered();
  await exhaust(table);
  const Key = { id: { S: 'a' } };
  const UpdateExpression = 'SET seen = :t';
  const ExpressionAttributeValues = { ':t': { BOOL: true } };
  const calls = [
    table.put('new'),
    table.client.send(new DeleteItemCommand({ TableName, Key })),
    table.client.send(new UpdateItemCommand({ TableName, Key, UpdateExpression, ExpressionAttributeValues })),
    table.client.send(new ExecuteStatementCommand({ Statement: `DELETE FROM "${TableName}" WHERE id = 'a'` })),
  ];
  expect(await Promise.all(calls.map(refusal))).toEqual(calls.map(() => TABLE_EXCEEDED));
  const { Items } = await table.client.send(new ScanCommand({ TableName }));
  expect(Items).toEqual([{ id: { S: 'a' } }]);
});

test('a failed condition is paid for too', async () => {
  await using table = await metered();
  await table.put('a');
  const ConditionExpression = 'attribute_not_exists(id)';
  const Item = { id: { S: 'a' } };
  const put = () => table.client.send(new PutItemCommand({ TableName, Item, ConditionExpression }));
  for (let count = 0; count < 4; count++) expect(await refusal(put())).toMatch(/^ConditionalCheckFailedException/);
  expect(await refusal(put())).toBe(TABLE_EXCEEDED);
});

test('queries, scans and statements are reads like others', async () => {
  await using table = await metered();
  await countUntilThrottled(() => table.get('a'));
  const query = {
    TableName,
    KeyConditionExpression: 'id = :id',
    ExpressionAttributeValues: { ':id': { S: 'a' } },
  };
  const calls = [
    table.client.send(new QueryCommand(query)),
    table.client.send(new ScanCommand({ TableName })),
    table.client.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM "${TableName}"` })),
  ];
  expect(await Promise.all(calls.map(refusal))).toEqual(calls.map(() => TABLE_EXCEEDED));
});

describe('a batch', () => {
  const keys = (count: number) => Array.from({ length: count }, (_, n) => ({ id: { S: String(n) } }));
  const writeBatch = ({ client }: Metered, count: number) =>
    client.send(
      new BatchWriteItemCommand({
        RequestItems: { [TableName]: keys(count).map((Item) => ({ PutRequest: { Item } })) },
      }),
    );

  test('hands back the writes that find nothing left, and those can be sent again', async () => {
    await using table = await metered();
    const { UnprocessedItems } = await writeBatch(table, 7);
    expect(UnprocessedItems).toEqual({
      [TableName]: [{ PutRequest: { Item: { id: { S: '5' } } } }, { PutRequest: { Item: { id: { S: '6' } } } }],
    });
    const { Count } = await table.client.send(new ScanCommand({ TableName }));
    expect(Count).toBe(5);
    await table.cloud.clock.advance({ seconds: 1 });
    const again = await table.client.send(new BatchWriteItemCommand({ RequestItems: UnprocessedItems }));
    expect(again.UnprocessedItems).toEqual({});
  });

  test('hands back the keys that find nothing left, with how they were asked for', async () => {
    await using table = await metered();
    const RequestItems = { [TableName]: { Keys: keys(7), ConsistentRead: true } };
    const { UnprocessedKeys } = await table.client.send(new BatchGetItemCommand({ RequestItems }));
    expect(UnprocessedKeys).toEqual({ [TableName]: { Keys: keys(7).slice(5), ConsistentRead: true } });
  });

  test('is refused as a whole where nothing is left for any of it', async () => {
    await using table = await metered();
    await exhaust(table);
    await countUntilThrottled(() => table.get('a'));
    expect(await refusal(writeBatch(table, 2))).toBe(TABLE_EXCEEDED);
    const RequestItems = { [TableName]: { Keys: keys(2) } };
    expect(await refusal(table.client.send(new BatchGetItemCommand({ RequestItems })))).toBe(TABLE_EXCEEDED);
  });
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
test('a transaction is cancelled, and names the actions that found nothing left', async () => {
  await using table = await metered();
  const put = (id: string) => ({ Put: { TableName, Item: { id: { S: id } } } });
  // Transactional writes cost two units: two of these leave one unit of five.
  await table.client.send(new TransactWriteItemsCommand({ TransactItems: [put('a'), put('b')] }));
  const call = table.client.send(new TransactWriteItemsCommand({ TransactItems: [put('c'), put('d')] }));
  const { name, CancellationReasons } = (await errorOf(call)) as TransactionCanceledException;
  expect(name).toBe('TransactionCanceledException');
  expect(CancellationReasons).toMatchObject([
    { Code: 'None' },
    {
      Code: 'ProvisionedThroughputExceeded',
      Message: TABLE_EXCEEDED.slice('ProvisionedThroughputExceededException: '.length),
    },
  ]);
  const { Count } = await table.client.send(new ScanCommand({ TableName }));
  expect(Count).toBe(2);
});

test('a transaction of reads is cancelled likewise', async () => {
  await using table = await metered();
  await countUntilThrottled(() => table.get('a'));
  const TransactItems = [{ Get: { TableName, Key: { id: { S: 'a' } } } }];
  const error = (await errorOf(
    table.client.send(new TransactGetItemsCommand({ TransactItems })),
  )) as TransactionCanceledException;
  expect(error.CancellationReasons).toMatchObject([{ Code: 'ProvisionedThroughputExceeded' }]);
});

describe('a global index', () => {
  const index = (units: number): Partial<CreateTableCommandInput> => ({
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'owner', AttributeType: 'S' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byOwner',
        KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
        ProvisionedThroughput: { ReadCapacityUnits: units, WriteCapacityUnits: units },
      },
    ],
  });
  const owner = { owner: { S: 'me' } };

  test('has a capacity of its own, and holds up the writes that it must follow', async () => {
    await using table = await metered('table', index(2));
    let n = 0;
    expect(await countUntilThrottled(() => table.put(String(n++), owner))).toBe(2);
    const error = (await errorOf(table.put('more', owner))) as ProvisionedThroughputExceededException;
    expect(`${error.name}: ${error.message}`).toBe(INDEX_EXCEEDED);
    expect(error.ThrottlingReasons).toEqual([
      { reason: 'IndexWriteProvisionedThroughputExceeded', resource: `${ResourceArn}/index/byOwner` },
    ]);
    // Items that the index does not hold are none of its business.
    await table.put('without');
  });

  test('is read on its own capacity', async () => {
    await using table = await metered('table', index(1));
    const query = () =>
      table.client.send(
        new QueryCommand({
          TableName,
          IndexName: 'byOwner',
          KeyConditionExpression: '#o = :me',
          ExpressionAttributeNames: { '#o': 'owner' },
          ExpressionAttributeValues: { ':me': { S: 'me' } },
        }),
      );
    // Half a unit each.
    expect(await countUntilThrottled(query)).toBe(2);
    await table.get('a');
  });

  test('refuses its part of a batch before anything of it is written', async () => {
    await using table = await metered('table', index(1));
    const puts = ['a', 'b'].map((id) => ({ PutRequest: { Item: { id: { S: id }, ...owner } } }));
    const { UnprocessedItems } = await table.client.send(
      new BatchWriteItemCommand({ RequestItems: { [TableName]: puts } }),
    );
    expect(UnprocessedItems).toEqual({ [TableName]: [puts[1]] });
    const { Count } = await table.client.send(new ScanCommand({ TableName }));
    expect(Count).toBe(1);
  });
});

describe('what throttles', () => {
  test('is nothing, unless it is asked for', async () => {
    await using table = await metered('off');
    expect(await countUntilThrottled(() => table.put('a'), 30)).toBe(30);
  });

  test('is told by a tag, at any time', async () => {
    await using table = await metered('off');
    const tag = (Value: string) =>
      table.client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'cirro:throttle', Value }] }));
    await tag('table');
    expect(await countUntilThrottled(() => table.put('a'), 30)).toBe(5);
    await table.client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['cirro:throttle'] }));
    expect(await countUntilThrottled(() => table.put('a'), 30)).toBe(30);
  });

  test('is told for all tables by an environment variable', async () => {
    process.env['CIRRO_DYNAMODB_THROTTLE'] = '1';
    try {
      await using table = await metered('table', { Tags: [] });
      expect(await countUntilThrottled(() => table.put('a'), 30)).toBe(5);
    } finally {
      delete process.env['CIRRO_DYNAMODB_THROTTLE'];
    }
  });

  test('is never a table on demand, unless its owner has set it a maximum', async () => {
    await using table = await metered('table', { ProvisionedThroughput: undefined, BillingMode: 'PAY_PER_REQUEST' });
    expect(await countUntilThrottled(() => table.put('a'), 30)).toBe(30);
    const OnDemandThroughput = { MaxReadRequestUnits: -1, MaxWriteRequestUnits: 3 };
    await table.client.send(new UpdateTableCommand({ TableName, OnDemandThroughput }));
    await table.cloud.clock.advance({ seconds: 1 });
    for (let count = 0; count < 3; count++) await table.put('a');
    expect(await refusal(table.put('a'))).toBe(
      'ThrottlingException: Throughput exceeds the maximum OnDemandThroughput configured on table or index',
    );
  });

  test('is more after UpdateTable', async () => {
    await using table = await metered();
    await exhaust(table);
    const ProvisionedThroughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 50 };
    await table.client.send(new UpdateTableCommand({ TableName, ProvisionedThroughput }));
    await table.cloud.clock.advance({ seconds: 1 });
    expect(await countUntilThrottled(() => table.put('a'))).toBe(50);
  });

  test('is also a hot partition, where that is asked for', async () => {
    await using table = await metered('partition', {
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 10_000 },
    });
    const text = { S: 'x'.repeat(400 * 1024 - 100) };
    // 400 units each: the third leaves the partition 200 units in debt.
    for (let count = 0; count < 3; count++) await table.put('hot', { text });
    const error = (await errorOf(table.put('hot'))) as ProvisionedThroughputExceededException;
    expect(error.ThrottlingReasons).toEqual([
      { reason: 'TableWriteKeyRangeThroughputExceeded', resource: ResourceArn },
    ]);
    await table.put('cold');
    await table.cloud.clock.advance({ milliseconds: 300 });
    await table.put('hot');
  });
});

test('capacity goes down four times a day, and then once an hour', async () => {
  await using table = await metered('off');
  const update = (WriteCapacityUnits: number) =>
    table.client.send(
      new UpdateTableCommand({ TableName, ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits } }),
    );
  await update(20);
  for (const units of [19, 18, 17, 16]) await update(units);
  expect(await refusal(update(15))).toMatch(
    /^LimitExceededException: Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day\. After the first 4 decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 seconds\. Number of decreases today: 4\. Last decrease at \w+, \w+ \d+, \d{4} at \d+:\d\d:\d\d [AP]M Coordinated Universal Time\. Next decrease can be made at \w+, \w+ \d+, \d{4} at \d+:\d\d:\d\d [AP]M Coordinated Universal Time$/,
  );
  await update(30);
  await table.cloud.clock.advance({ hours: 1 });
  await update(15);
});
