import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testCloud } from '../support/cloud.ts';
import { root } from '../support/server.ts';

process.env['AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE'] = '1';
// The workspace package that carries it for functions is where it is installed.
const AWS = createRequire(join(root, 'runtimes/modules/aws-sdk-v2/package.json'))(
  'aws-sdk',
) as typeof import('aws-sdk');

const settings = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxRetries: 0,
});

test('a queue works through aws-sdk v2', async () => {
  await using cloud = await testCloud();
  const sqs = new AWS.SQS(settings(cloud.endpoint));
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'orders' }).promise();
  const MessageAttributes = { kind: { DataType: 'String', StringValue: 'book' } };
  await sqs.sendMessage({ QueueUrl: QueueUrl!, MessageBody: 'one', MessageAttributes }).promise();

  const { Messages } = await sqs.receiveMessage({ QueueUrl: QueueUrl!, MessageAttributeNames: ['All'] }).promise();

  expect(Messages).toMatchObject([{ Body: 'one', MessageAttributes }]);
  await sqs.deleteMessage({ QueueUrl: QueueUrl!, ReceiptHandle: Messages![0]!.ReceiptHandle! }).promise();
  const failure = await sqs
    .getQueueUrl({ QueueName: 'missing' })
    .promise()
    .catch((error: Error & { code: string }) => error);
  expect(failure).toMatchObject({ code: 'AWS.SimpleQueueService.NonExistentQueue', statusCode: 400 });
});

test('documents work through aws-sdk v2', async () => {
  await using cloud = await testCloud();
  const dynamodb = new AWS.DynamoDB(settings(cloud.endpoint));
  await dynamodb
    .createTable({
      TableName: 'Music',
      KeySchema: [{ AttributeName: 'Artist', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'Artist', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    })
    .promise();
  await dynamodb.waitFor('tableExists', { TableName: 'Music' }).promise();
  const documents = new AWS.DynamoDB.DocumentClient({ service: dynamodb });
  const Item = { Artist: 'Psy', Year: 2012, Genres: documents.createSet(['pop', 'dance']), Cover: Buffer.from('png') };
  await documents.put({ TableName: 'Music', Item }).promise();

  const answer = await documents.get({ TableName: 'Music', Key: { Artist: 'Psy' } }).promise();

  expect(answer.Item).toMatchObject({ Artist: 'Psy', Year: 2012, Cover: Buffer.from('png') });
  expect([...(answer.Item!['Genres'] as { values: string[] }).values].sort()).toEqual(['dance', 'pop']);
});

test('identity, roles and logs work through aws-sdk v2', async () => {
  await using cloud = await testCloud();
  const { Account } = await new AWS.STS(settings(cloud.endpoint)).getCallerIdentity().promise();
  expect(Account).toBe('000000000000');

  const iam = new AWS.IAM(settings(cloud.endpoint));
  const failure = await iam
    .getRole({ RoleName: 'missing' })
    .promise()
    .catch((error: Error & { code: string }) => error);
  expect(failure).toMatchObject({
    code: 'NoSuchEntity',
    message: 'The role with name missing cannot be found.',
    statusCode: 404,
  });

  const logs = new AWS.CloudWatchLogs(settings(cloud.endpoint));
  await logs.createLogGroup({ logGroupName: 'app' }).promise();
  await logs.createLogStream({ logGroupName: 'app', logStreamName: 's' }).promise();
  const timestamp = cloud.clock.now();
  await logs
    .putLogEvents({ logGroupName: 'app', logStreamName: 's', logEvents: [{ timestamp, message: 'hello' }] })
    .promise();
  const { events } = await logs
    .getLogEvents({ logGroupName: 'app', logStreamName: 's', startFromHead: true })
    .promise();
  expect(events).toMatchObject([{ message: 'hello', timestamp }]);
});
