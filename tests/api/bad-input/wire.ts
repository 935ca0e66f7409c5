import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { IAMClient, ListUsersCommand } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateQueueCommand, GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { CreateTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect } from 'vitest';
import type { TestCloud } from '../../support/cloud.ts';

export const JSON_1_0 = { 'content-type': 'application/x-amz-json-1.0' };
export const JSON_1_1 = { 'content-type': 'application/x-amz-json-1.1' };
export const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };

/** How a JSON API is asked. */
export const jsonCall = (operation: string): Record<string, string> => ({
  ...(operation.startsWith('Logs_') ? JSON_1_1 : JSON_1_0),
  'x-amz-target': operation,
});

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request with exactly these headers: `fetch` refuses some, Host among them. */
export function send(
  endpoint: string,
  {
    method = 'POST',
    path = '/',
    headers = {},
    body = '',
  }: Partial<Record<'method' | 'path', string>> & {
    headers?: Record<string, string>;
    body?: string | Uint8Array;
  },
): Promise<Answer> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((resolve, reject) => {
    const call = request({ host: hostname, port, method, path, headers }, (response) => {
      text(response).then(
        (content) => resolve({ status: response.statusCode!, headers: response.headers, body: content }),
        reject,
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** Everything that the server says to these bytes before it ends the connection. */
export function sendBytes(endpoint: string, bytes: string | Uint8Array): Promise<string> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let said = '';
    socket.on('data', (chunk: Buffer) => (said += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(said));
    socket.end(bytes);
  });
}

/** A queue `orders`, a table `items` with one item: something that could be damaged. */
export async function furnish(cloud: TestCloud): Promise<string> {
  const { QueueUrl } = await cloud.client(SQSClient).send(new CreateQueueCommand({ QueueName: 'orders' }));
  const dynamodb = cloud.client(DynamoDBClient);
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'items',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await dynamodb.send(new PutItemCommand({ TableName: 'items', Item: { id: { S: 'there' } } }));
  return QueueUrl!;
}

/** What a cloud holds, as far as these tests could change it. */
async function inventory(cloud: TestCloud): Promise<unknown> {
  const sqs = cloud.client(SQSClient);
  const dynamodb = cloud.client(DynamoDBClient);
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const { TableNames = [] } = await dynamodb.send(new ListTablesCommand({}));
  return {
    queues: await Promise.all(
      QueueUrls.map((QueueUrl) => sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))),
    ).then((all) => all.map(({ Attributes }) => Attributes)),
    items: await Promise.all(TableNames.map((TableName) => dynamodb.send(new ScanCommand({ TableName })))).then((all) =>
      all.map(({ Items }) => Items),
    ),
    functions: (await cloud.client(LambdaClient).send(new ListFunctionsCommand({}))).Functions,
    groups: (await cloud.client(CloudWatchLogsClient).send(new DescribeLogGroupsCommand({}))).logGroups,
    users: (await cloud.client(IAMClient).send(new ListUsersCommand({}))).Users,
  };
}

/** Runs `attempt` and holds the cloud to it that nothing has changed, and that it goes on answering. */
export async function changesNothing<T>(cloud: TestCloud, attempt: () => Promise<T>): Promise<T> {
  const before = await inventory(cloud);
  const result = await attempt();
  expect(await inventory(cloud)).toEqual(before);
  return result;
}
