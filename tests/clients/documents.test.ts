import { CreateTableCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  ExecuteStatementCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
  type TranslateConfig,
} from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { errorOf, testCloud } from '../support/cloud.ts';

/** https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-aws-sdk-lib-dynamodb/ */
const TableName = 'documents';

async function withDocuments(translate?: TranslateConfig) {
  const cloud = await testCloud();
  const client = cloud.client(DynamoDBClient);
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [
        { AttributeName: 'owner', KeyType: 'HASH' },
        { AttributeName: 'number', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'owner', AttributeType: 'S' },
        { AttributeName: 'number', AttributeType: 'N' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const documents = DynamoDBDocumentClient.from(client, translate);
  return { client, documents, [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose]() };
}

const Key = { owner: 'ann', number: 1 };

test('a document of every kind of value comes back as it was', async () => {
  await using cloud = await withDocuments();
  const Item = {
    ...Key,
    text: 'naïve — 東京 🎵',
    empty: '',
    yes: true,
    nothing: null,
    fraction: -12.5,
    bytes: new Uint8Array([0, 1, 254, 255]),
    words: new Set(['a', 'b']),
    numbers: new Set([1, 2.5]),
    blobs: new Set([new Uint8Array([1]), new Uint8Array([2])]),
    list: [1, 'two', [true, { three: 3 }], {}],
    map: { a: { b: { c: [new Uint8Array(0)] } } },
  };
  await cloud.documents.send(new PutCommand({ TableName, Item }));
  const answer = await cloud.documents.send(new GetCommand({ TableName, Key }));
  expect(answer.Item).toEqual(Item);
});

test('numbers that JavaScript cannot hold keep all their digits', async () => {
  await using cloud = await withDocuments({ unmarshallOptions: { wrapNumbers: true } });
  const big = 12345678901234567890123456789012345678n;
  await cloud.documents.send(new PutCommand({ TableName, Item: { ...Key, big } }));

  const answer = await cloud.documents.send(new GetCommand({ TableName, Key }));

  expect(answer.Item!['big']).toMatchObject({ value: String(big) });
  const safe = DynamoDBDocumentClient.from(cloud.client);
  expect((await safe.send(new GetCommand({ TableName, Key }))).Item!['big']).toBe(big);
});

test('marshalling options decide what is stored', async () => {
  const marshallOptions = { removeUndefinedValues: true, convertEmptyValues: true, convertClassInstanceToMap: true };
  await using cloud = await withDocuments({ marshallOptions });
  class Point {
    readonly x = 1;
    readonly y = undefined;
  }
  const Item = { ...Key, gone: undefined, empty: '', none: new Set(), point: new Point(), list: [undefined, 1] };
  await cloud.documents.send(new PutCommand({ TableName, Item }));

  const stored = await cloud.client.send(
    new GetItemCommand({ TableName, Key: { owner: { S: 'ann' }, number: { N: '1' } } }),
  );

  expect(stored.Item).toEqual({
    owner: { S: 'ann' },
    number: { N: '1' },
    empty: { NULL: true },
    none: { NULL: true },
    point: { M: { x: { N: '1' } } },
    list: { L: [{ N: '1' }] },
  });
});

test('an update works on nested values, sets and lists', async () => {
  await using cloud = await withDocuments();
  const Item = { ...Key, tags: new Set(['a', 'b']), history: ['first'], stock: { red: 3, blue: 1 } };
  await cloud.documents.send(new PutCommand({ TableName, Item }));

  const { Attributes } = await cloud.documents.send(
    new UpdateCommand({
      TableName,
      Key,
      UpdateExpression:
        'SET stock.red = stock.red - :one, history = list_append(history, :lines), note = if_not_exists(note, :note) ' +
        'REMOVE stock.blue ADD tags :new',
      ConditionExpression: 'stock.red > :zero AND contains(tags, :a)',
      ExpressionAttributeValues: {
        ':one': 1,
        ':lines': ['second'],
        ':note': { by: 'ann' },
        ':new': new Set(['c']),
        ':zero': 0,
        ':a': 'a',
      },
      ReturnValues: 'ALL_NEW',
    }),
  );

  expect(Attributes).toEqual({
    ...Key,
    tags: new Set(['a', 'b', 'c']),
    history: ['first', 'second'],
    stock: { red: 2 },
    note: { by: 'ann' },
  });
});

test('a refused condition shows the item as a document', async () => {
  await using cloud = await withDocuments();
  await cloud.documents.send(new PutCommand({ TableName, Item: { ...Key, tags: new Set(['a']) } }));
  const refused = await errorOf(
    cloud.documents.send(
      new DeleteCommand({
        TableName,
        Key,
        ConditionExpression: 'attribute_not_exists(tags)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    ),
  );
  expect(refused).toMatchObject({
    name: 'ConditionalCheckFailedException',
    message: 'The conditional request failed',
    Item: { owner: { S: 'ann' }, number: { N: '1' }, tags: { SS: ['a'] } },
  });
});

test('batches, queries and scans speak documents', async () => {
  await using cloud = await withDocuments();
  const items = Array.from({ length: 25 }, (_, n) => ({ owner: n < 20 ? 'ann' : 'bob', number: n, half: n / 2 }));
  const written = await cloud.documents.send(
    new BatchWriteCommand({ RequestItems: { [TableName]: items.map((Item) => ({ PutRequest: { Item } })) } }),
  );
  expect(written.UnprocessedItems).toEqual({});

  const Keys = [3, 4].map((number) => ({ owner: 'ann', number }));
  const batch = await cloud.documents.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }));
  expect(batch.Responses![TableName]!.toSorted((a, b) => a['number'] - b['number'])).toEqual([items[3], items[4]]);

  const query = await cloud.documents.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: '#owner = :ann AND #number BETWEEN :low AND :high',
      ExpressionAttributeNames: { '#owner': 'owner', '#number': 'number' },
      ExpressionAttributeValues: { ':ann': 'ann', ':low': 5, ':high': 7 },
      ScanIndexForward: false,
    }),
  );
  expect(query.Items).toEqual([items[7], items[6], items[5]]);

  const page = await cloud.documents.send(new ScanCommand({ TableName, Limit: 10 }));
  const rest = await cloud.documents.send(new ScanCommand({ TableName, ExclusiveStartKey: page.LastEvaluatedKey }));
  expect([...page.Items!, ...rest.Items!]).toHaveLength(25);
});

test('transactions and PartiQL speak documents', async () => {
  await using cloud = await withDocuments();
  const put = (number: number) => ({
    Put: {
      TableName,
      Item: { owner: 'ann', number, tags: new Set([`t${number}`]) },
      ConditionExpression: 'attribute_not_exists(tags)',
    },
  });
  await cloud.documents.send(new TransactWriteCommand({ TransactItems: [put(1), put(2)] }));
  const refused = await errorOf(cloud.documents.send(new TransactWriteCommand({ TransactItems: [put(3), put(2)] })));
  expect(refused).toMatchObject({
    name: 'TransactionCanceledException',
    CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
  });

  const get = (number: number) => ({ Get: { TableName, Key: { owner: 'ann', number } } });
  const { Responses } = await cloud.documents.send(new TransactGetCommand({ TransactItems: [get(1), get(3)] }));
  expect(Responses).toEqual([{ Item: { owner: 'ann', number: 1, tags: new Set(['t1']) } }, {}]);

  const { Items } = await cloud.documents.send(
    new ExecuteStatementCommand({
      Statement: `SELECT tags FROM "${TableName}" WHERE owner = ? AND "number" = ?`,
      Parameters: ['ann', 2],
    }),
  );
  expect(Items).toEqual([{ tags: new Set(['t2']) }]);
});
