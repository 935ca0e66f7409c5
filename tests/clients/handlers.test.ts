import { CreateTableCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, InvokeCommand, LambdaClient, waitUntilFunctionActiveV2 } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { testCloud, type TestCloud } from '../support/cloud.ts';
import { testWith } from '../support/tools.ts';

/** Functions as people have them: none of them says where the cloud is. */
const handlers = {
  v2: {
    runtime: 'nodejs14.x',
    file: 'index.js',
    text: `const AWS = require('aws-sdk');
const documents = new AWS.DynamoDB.DocumentClient();
exports.handler = async (event) => {
  await documents.put({ TableName: 'Tasks', Item: { taskId: event.taskId, userId: 'u1', tags: ['a'], done: false } }).promise();
  const { Item } = await documents.get({ TableName: 'Tasks', Key: { taskId: event.taskId, userId: 'u1' } }).promise();
  return Item;
};`,
  },
  v3: {
    runtime: 'nodejs20.x',
    file: 'index.mjs',
    text: `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const handler = async (event) => {
  await documents.send(new PutCommand({ TableName: 'Tasks', Item: { taskId: event.taskId, userId: 'u1', tags: ['a'], done: false } }));
  const { Item } = await documents.send(new GetCommand({ TableName: 'Tasks', Key: { taskId: event.taskId, userId: 'u1' } }));
  return Item;
};`,
  },
  boto3: {
    runtime: 'python3.12',
    file: 'index.py',
    text: `import boto3
table = boto3.resource('dynamodb').Table('Tasks')
def handler(event, context):
    table.put_item(Item={'taskId': event['taskId'], 'userId': 'u1', 'tags': ['a'], 'done': False})
    return table.get_item(Key={'taskId': event['taskId'], 'userId': 'u1'})['Item']
`,
  },
} as const;

test('a handler that requires aws-sdk v2 reaches its table without an endpoint', () => writesItsItem('v2'));
test('a handler that imports lib-dynamodb of SDK v3 reaches its table without an endpoint', () => writesItsItem('v3'));
testWith('boto3')('a handler with boto3.resource reaches its table without an endpoint', () => writesItsItem('boto3'));

async function writesItsItem(kind: keyof typeof handlers): Promise<void> {
  await using cloud = await testCloud();
  const dynamodb = cloud.client(DynamoDBClient);
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'Tasks',
      KeySchema: [
        { AttributeName: 'taskId', KeyType: 'HASH' },
        { AttributeName: 'userId', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'taskId', AttributeType: 'S' },
        { AttributeName: 'userId', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const lambda = await createFunction(cloud, kind);

  const answer = await lambda.send(
    new InvokeCommand({ FunctionName: kind, Payload: JSON.stringify({ taskId: 't1' }) }),
  );

  const item = { taskId: 't1', userId: 'u1', tags: ['a'], done: false };
  expect(JSON.parse(Buffer.from(answer.Payload!).toString())).toEqual(item);
  expect(answer.FunctionError).toBeUndefined();
  const Key = { taskId: { S: 't1' }, userId: { S: 'u1' } };
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName: 'Tasks', Key }));
  expect(Item).toEqual({ ...Key, tags: { L: [{ S: 'a' }] }, done: { BOOL: false } });
}

async function createFunction(cloud: TestCloud, kind: keyof typeof handlers): Promise<LambdaClient> {
  const iam = cloud.client(IAMClient);
  const Statement = [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'tasks', AssumeRolePolicyDocument }));
  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess';
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'tasks', PolicyArn }));

  const { runtime, file, text } = handlers[kind];
  const lambda = cloud.client(LambdaClient);
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: kind,
      Role: Role!.Arn!,
      Runtime: runtime,
      Handler: 'index.handler',
      Code: { ZipFile: zipSync({ [file]: strToU8(text) }) },
      Timeout: 20,
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 20 }, { FunctionName: kind });
  return lambda;
}
