import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { testCloud, type TestCloud } from '../../support/cloud.ts';
import { withTraceHeader } from '../../support/tracing.ts';
import { createFunction, createMapping, createQueue, invoke } from './support.ts';

const ROOT = '1-5759e988-bd862e3fe1be46a994272793';
const HEADER = `Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=1`;

/** Tells the queue `told` what it finds of a trace. */
const TELL = `
  import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
  const sqs = new SQSClient();
  export const handler = async (event) => {
    const MessageBody = JSON.stringify({
      env: process.env._X_AMZN_TRACE_ID,
      records: event.Records?.map((record) => record.attributes.AWSTraceHeader) ?? [],
    });
    await sqs.send(new SendMessageCommand({ QueueUrl: process.env.TOLD, MessageBody }));
    return process.env._X_AMZN_TRACE_ID;
  };`;

async function withTeller(cloud: TestCloud): Promise<string> {
  const { QueueUrl } = await cloud.client(SQSClient).send(new CreateQueueCommand({ QueueName: 'told' }));
  await createFunction(cloud, TELL, { Environment: { Variables: { TOLD: QueueUrl! } }, Timeout: 30 });
  return QueueUrl!;
}

async function told(cloud: TestCloud, QueueUrl: string) {
  await cloud.clock.settle();
  const { Messages = [] } = await cloud
    .client(SQSClient)
    .send(new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['AWSTraceHeader'] }));
  const [message] = Messages;
  return { ...JSON.parse(message!.Body!), sentIn: message!.Attributes?.AWSTraceHeader };
}

test("a function goes on in its caller's trace, and so does what it sends", async () => {
  await using cloud = await testCloud();
  const QueueUrl = await withTeller(cloud);
  const lambda = withTraceHeader(cloud.client(LambdaClient), HEADER);
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'f' }));
  const env = JSON.parse(Payload!.transformToString()) as string;
  expect(env).toMatch(new RegExp(`^Root=${ROOT};Parent=[0-9a-f]{16};Sampled=1$`));
  expect(await told(cloud, QueueUrl)).toEqual({ env, records: [], sentIn: env });
});

test("an event keeps its sender's trace", async () => {
  await using cloud = await testCloud();
  const QueueUrl = await withTeller(cloud);
  const lambda = withTraceHeader(cloud.client(LambdaClient), HEADER);
  await lambda.send(new InvokeCommand({ FunctionName: 'f', InvocationType: 'Event' }));
  expect((await told(cloud, QueueUrl)).env).toMatch(new RegExp(`^Root=${ROOT};.*Sampled=1$`));
});

test('an invocation that nobody traces has a trace of its own', async () => {
  await using cloud = await testCloud();
  await withTeller(cloud);
  expect((await invoke(cloud, {})).result).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/);
});

test('a function behind a queue finds the trace in the record, and goes on in it', async () => {
  await using cloud = await testCloud();
  const QueueUrl = await withTeller(cloud);
  const queue = await createQueue(cloud, 'orders', { VisibilityTimeout: '180' });
  await createMapping(cloud, queue);
  const traced = withTraceHeader(cloud.client(SQSClient), HEADER);
  await traced.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: 'one' }));
  const found = await told(cloud, QueueUrl);
  expect(found.records).toEqual([HEADER]);
  expect(found.env).toMatch(new RegExp(`^Root=${ROOT};Parent=[0-9a-f]{16};Sampled=1$`));
  expect(found.sentIn).toBe(found.env);
  const traces = cloud.cloud.trace.records().filter((record) => record.traceId === ROOT);
  expect(traces.map((record) => record.operation)).toEqual(['SendMessage', 'SendMessage', 'Invoke']);
});
