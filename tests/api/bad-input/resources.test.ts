import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as sqs from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { errorOf, testCloud } from '../../support/cloud.ts';
import { post, query } from './refusals.ts';
import { changesNothing, furnish } from './wire.ts';

test('a queue that does not exist is missing for every operation, over JSON and over Query', async () => {
  await using cloud = await testCloud();
  await furnish(cloud);
  const client = cloud.client(sqs.SQSClient);
  const QueueUrl = `${cloud.endpoint}/000000000000/none`;
  const Entries = [{ Id: 'a', MessageBody: 'x', ReceiptHandle: 'x' }];
  await changesNothing(cloud, async () => {
    for (const command of [
      new sqs.SendMessageCommand({ QueueUrl, MessageBody: 'x' }),
      new sqs.SendMessageBatchCommand({ QueueUrl, Entries }),
      new sqs.ReceiveMessageCommand({ QueueUrl }),
      new sqs.DeleteMessageBatchCommand({ QueueUrl, Entries }),
      new sqs.GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      new sqs.SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: '1' } }),
      new sqs.GetQueueUrlCommand({ QueueName: 'none' }),
      new sqs.PurgeQueueCommand({ QueueUrl }),
      new sqs.DeleteQueueCommand({ QueueUrl }),
      new sqs.TagQueueCommand({ QueueUrl, Tags: { a: 'b' } }),
      new sqs.ListQueueTagsCommand({ QueueUrl }),
      new sqs.ListDeadLetterSourceQueuesCommand({ QueueUrl }),
    ]) {
      expect(await errorOf(client.send(command as sqs.SendMessageCommand)), command.constructor.name).toMatchObject({
        name: 'QueueDoesNotExist',
        message: 'The specified queue does not exist.',
        $metadata: { httpStatusCode: 400 },
      });
    }
    for (const action of ['ReceiveMessage', 'PurgeQueue', 'GetQueueAttributes&AttributeName.1=All']) {
      const { status, text } = await post(
        cloud,
        query('sqs', `Action=${action}&QueueUrl=${encodeURIComponent(QueueUrl)}`),
      );
      expect([status, text]).toEqual([
        400,
        expect.stringMatching(
          /<Code>AWS\.SimpleQueueService\.NonExistentQueue<\/Code><Message>The specified queue does not exist for this wsdl version\./,
        ),
      ]);
    }
  });
});

test('a batch with one bad entry does the others, a batch that is bad as a whole does none', async () => {
  await using cloud = await testCloud();
  const QueueUrl = await furnish(cloud);
  const client = cloud.client(sqs.SQSClient);
  const batch = (Entries: sqs.SendMessageBatchRequestEntry[]) =>
    client.send(new sqs.SendMessageBatchCommand({ QueueUrl, Entries }));
  await changesNothing(cloud, async () => {
    for (const [Entries, name] of [
      [[], 'EmptyBatchRequest'],
      [[1, 2].map(() => ({ Id: 'same', MessageBody: 'x' })), 'BatchEntryIdsNotDistinct'],
      [[{ Id: 'not an id!', MessageBody: 'x' }], 'InvalidBatchEntryId'],
      [Array.from({ length: 11 }, (_, n) => ({ Id: `n${n}`, MessageBody: 'x' })), 'TooManyEntriesInBatchRequest'],
    ] as const) {
      expect(await errorOf(batch([...Entries]))).toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
    }
  });
  const { Successful, Failed } = await batch([
    { Id: 'good', MessageBody: 'x' },
    { Id: 'bad', MessageBody: 'x', DelaySeconds: 901 },
  ]);
  expect(Successful).toMatchObject([{ Id: 'good' }]);
  expect(Failed).toMatchObject([{ Id: 'bad', Code: 'InvalidParameterValue', SenderFault: true }]);
});

test('a table that is being deleted is there for nobody, and cannot be deleted, changed or made again', async () => {
  process.env['CIRRO_DYNAMODB_TRANSITION_MS'] = '5000';
  try {
    await using cloud = await testCloud();
    const client = cloud.client(dynamodb.DynamoDBClient);
    await furnishTable(client);
    await cloud.clock.advance({ seconds: 5 });
    await client.send(new dynamodb.PutItemCommand({ TableName: 'items', Item: { id: { S: 'a' } } }));
    await client.send(new dynamodb.DeleteTableCommand({ TableName: 'items' }));

    const [TableName, Key] = ['items', { id: { S: 'a' } }];
    for (const command of [
      new dynamodb.GetItemCommand({ TableName, Key }),
      new dynamodb.PutItemCommand({ TableName, Item: Key }),
      new dynamodb.UpdateItemCommand({ TableName, Key }),
      new dynamodb.DeleteItemCommand({ TableName, Key }),
      new dynamodb.ScanCommand({ TableName }),
      new dynamodb.BatchWriteItemCommand({ RequestItems: { items: [{ PutRequest: { Item: Key } }] } }),
      new dynamodb.BatchGetItemCommand({ RequestItems: { items: { Keys: [Key] } } }),
    ]) {
      expect(await errorOf(client.send(command as dynamodb.GetItemCommand)), command.constructor.name).toMatchObject({
        name: 'ResourceNotFoundException',
        message: 'Requested resource not found',
        $metadata: { httpStatusCode: 400 },
      });
    }
    const inUse = (call: Promise<unknown>) => errorOf(call).then(({ name, message }) => `${name}: ${message}`);
    expect(await inUse(client.send(new dynamodb.DeleteTableCommand({ TableName })))).toBe(
      'ResourceInUseException: Attempt to change a resource which is still in use: Table is being deleted: items',
    );
    expect(await inUse(furnishTable(client))).toMatch(/^ResourceInUseException: /);

    await cloud.clock.advance({ seconds: 5 });
    await furnishTable(client);
    await cloud.clock.advance({ seconds: 5 });
    expect((await client.send(new dynamodb.ScanCommand({ TableName }))).Count).toBe(0);
  } finally {
    delete process.env['CIRRO_DYNAMODB_TRANSITION_MS'];
  }
});

test('a batch of writes with one bad item writes none of them', async () => {
  await using cloud = await testCloud();
  await furnish(cloud);
  const client = cloud.client(dynamodb.DynamoDBClient);
  const put = (Item: Record<string, dynamodb.AttributeValue>) => ({ PutRequest: { Item } });
  await changesNothing(cloud, async () => {
    for (const bad of [
      { nokey: { S: 'x' } },
      { id: { N: '1' } },
      { id: { S: '' } },
      { id: { S: 'x' }, n: { N: 'x' } },
    ]) {
      const items = [put({ id: { S: 'good' } }), put(bad)];
      const call = client.send(new dynamodb.BatchWriteItemCommand({ RequestItems: { items } }));
      expect(await errorOf(call)).toMatchObject({ name: 'ValidationException', $metadata: { httpStatusCode: 400 } });
    }
  });
});

const furnishTable = (client: dynamodb.DynamoDBClient) =>
  client.send(
    new dynamodb.CreateTableCommand({
      TableName: 'items',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
