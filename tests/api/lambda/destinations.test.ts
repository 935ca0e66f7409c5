import {
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionEventInvokeConfigCommand,
  LambdaClient,
  ListFunctionEventInvokeConfigsCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { type TestCloud, errorOf, testCloud } from '../../support/cloud.ts';
import { type TestQueue, createFunction, createQueue, createRole, invoke } from './support.ts';

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const PICKY = "export const handler = async (event) => { if (event.bad) throw new Error('bad'); return 'fine'; };";

async function receive(cloud: TestCloud, queue: TestQueue): Promise<unknown[]> {
  await cloud.clock.settle();
  const sqs = cloud.client(SQSClient);
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.url, MaxNumberOfMessages: 10 }));
  return Messages.map((message) => JSON.parse(message.Body!) as unknown);
}

test('destinations are told how events went', async () => {
  await using cloud = await testCloud();
  const good = await createQueue(cloud, 'good');
  const bad = await createQueue(cloud, 'bad');
  await createFunction(cloud, PICKY);
  const lambda = cloud.client(LambdaClient);
  await lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName: 'f',
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnSuccess: { Destination: good.arn }, OnFailure: { Destination: bad.arn } },
    }),
  );
  await invoke(cloud, { id: 1 }, { InvocationType: 'Event' });
  await invoke(cloud, { bad: true }, { InvocationType: 'Event' });

  expect(await receive(cloud, good)).toEqual([
    {
      version: '1.0',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      requestContext: {
        requestId: expect.any(String),
        functionArn: `${ARN}:$LATEST`,
        condition: 'Success',
        approximateInvokeCount: 1,
      },
      requestPayload: { id: 1 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST' },
      responsePayload: 'fine',
    },
  ]);
  expect(await receive(cloud, bad)).toEqual([]);
  await cloud.clock.advance({ minutes: 1 });
  expect(await receive(cloud, bad)).toMatchObject([
    {
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
      requestPayload: { bad: true },
      responseContext: { functionError: 'Unhandled' },
      responsePayload: { errorMessage: 'bad' },
    },
  ]);
});

test('a function can be the destination of another', async () => {
  await using cloud = await testCloud();
  const Role = await createRole(cloud);
  const last = await createQueue(cloud, 'last');
  await createFunction(cloud, PICKY, { Role });
  await createFunction(cloud, 'export const handler = async (event) => event.responsePayload;', {
    FunctionName: 'next',
    Role,
  });
  const lambda = cloud.client(LambdaClient);
  const onSuccess = (FunctionName: string, Destination: string) =>
    lambda.send(
      new PutFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig: { OnSuccess: { Destination } } }),
    );
  await onSuccess('f', ARN.replace(/f$/, 'next'));
  await onSuccess('next', last.arn);
  await invoke(cloud, {}, { InvocationType: 'Event' });
  expect(await receive(cloud, last)).toMatchObject([{ responsePayload: 'fine' }]);
});

test('an event is given up when it is too old', async () => {
  await using cloud = await testCloud();
  const bad = await createQueue(cloud, 'bad');
  await createFunction(cloud, PICKY);
  const lambda = cloud.client(LambdaClient);
  await lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName: 'f',
      MaximumEventAgeInSeconds: 90,
      DestinationConfig: { OnFailure: { Destination: bad.arn } },
    }),
  );
  await invoke(cloud, { bad: true }, { InvocationType: 'Event' });
  await cloud.clock.advance({ minutes: 10 });
  expect(await receive(cloud, bad)).toMatchObject([
    { requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 2 } },
  ]);
});

test('the configuration is put, changed, listed and deleted', async () => {
  await using cloud = await testCloud();
  await createFunction(cloud, PICKY);
  const lambda = cloud.client(LambdaClient);
  const FunctionName = 'f';
  const missing = await errorOf(lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName })));
  expect(missing.message).toBe(`The function ${ARN}:$LATEST doesn't have an EventInvokeConfig`);
  const empty = await errorOf(lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName })));
  expect(empty.message).toBe('You must specify at least one of error handling or destination setting.');

  await lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 0 }));
  await lambda.send(new UpdateFunctionEventInvokeConfigCommand({ FunctionName, MaximumEventAgeInSeconds: 60 }));
  const shape = {
    FunctionArn: `${ARN}:$LATEST`,
    LastModified: expect.any(Date),
    MaximumRetryAttempts: 0,
    MaximumEventAgeInSeconds: 60,
    DestinationConfig: { OnSuccess: {}, OnFailure: {} },
  };
  expect(await lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }))).toMatchObject(shape);
  const listed = await lambda.send(new ListFunctionEventInvokeConfigsCommand({ FunctionName }));
  expect(listed.FunctionEventInvokeConfigs).toMatchObject([shape]);

  await lambda.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName }));
  expect(
    (await lambda.send(new ListFunctionEventInvokeConfigsCommand({ FunctionName }))).FunctionEventInvokeConfigs,
  ).toEqual([]);
});
