import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  InvokeAsyncCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { DeleteRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { DeleteQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { type TestCloud, errorOf, testCloud } from '../../support/cloud.ts';
import { ECHO, createFunction, createQueue, createRole, invoke } from './support.ts';

const FAIL = "export const handler = async () => { throw new TypeError('no good'); };";

/** The function's log, START and REPORT lines included. */
async function logLines(cloud: TestCloud, filterPattern = ''): Promise<string[]> {
  await cloud.clock.settle();
  const logs = cloud.client(CloudWatchLogsClient);
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: '/aws/lambda/f', filterPattern }));
  return events.map((event) => event.message!);
}

describe('a caller who waits', () => {
  test('gets what the function returns', async () => {
    await using cloud = await testCloud();
    await createFunction(cloud, ECHO);
    const answer = await invoke(cloud, { a: [1, 'ü'] });
    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST', result: { a: [1, 'ü'] } });
    expect(answer.FunctionError).toBeUndefined();
    const lambda = cloud.client(LambdaClient);
    const empty = await lambda.send(new InvokeCommand({ FunctionName: 'f' }));
    expect(empty.Payload?.transformToString()).toBe('{}');
  });

  test('gets what it throws', async () => {
    await using cloud = await testCloud();
    await createFunction(cloud, FAIL);
    expect(await invoke(cloud, {})).toMatchObject({
      StatusCode: 200,
      FunctionError: 'Unhandled',
      result: { errorType: 'TypeError', errorMessage: 'no good' },
    });
  });

  test('gets the end of the log when it asks', async () => {
    await using cloud = await testCloud();
    await createFunction(cloud, "export const handler = async () => { console.log('hello'); };");
    const { LogResult } = await invoke(cloud, {}, { LogType: 'Tail' });
    const tail = Buffer.from(LogResult!, 'base64').toString();
    expect(tail).toMatch(/^START RequestId: [-\w]{36} Version: \$LATEST\n/);
    expect(tail).toContain('INFO\thello\n');
    expect(tail).toMatch(/REPORT RequestId: .*Billed Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB/);
    expect((await invoke(cloud, {})).LogResult).toBeUndefined();
  });

  test('is told what is wrong with the payload', async () => {
    await using cloud = await testCloud();
    await createFunction(cloud, ECHO);
    expect(await errorOf(invoke(cloud, null, { Payload: 'not json' }))).toMatchObject({
      name: 'InvalidRequestContentException',
      message: expect.stringMatching(/^Could not parse request body into json: .*Unrecognized token 'not'/),
      $metadata: { httpStatusCode: 400 },
    });
    const tooLarge = new Uint8Array(6_291_457).fill(0x20);
    expect(await errorOf(invoke(cloud, null, { Payload: tooLarge }))).toMatchObject({
      name: 'RequestTooLargeException',
      $metadata: { httpStatusCode: 413 },
    });
  });

  test('can ask whether it may, without running anything', async () => {
    await using cloud = await testCloud();
    await createFunction(cloud, FAIL);
    expect((await invoke(cloud, {}, { InvocationType: 'DryRun' })).StatusCode).toBe(204);
  });
});

test('the log of a function is in CloudWatch Logs', async () => {
  await using cloud = await testCloud();
  await createFunction(cloud, 'export const handler = async (event) => { console.log(`got ${event.id}`); };');
  for (const id of [1, 2, 3]) await invoke(cloud, { id });
  const lines = await logLines(cloud);
  expect(lines.filter((line) => line.startsWith('START RequestId: '))).toHaveLength(3);
  expect(lines.filter((line) => line.startsWith('REPORT RequestId: '))).toHaveLength(3);
  expect((await logLines(cloud, 'got')).map((line) => line.trim().split('\t').at(-1))).toEqual([
    'got 1',
    'got 2',
    'got 3',
  ]);
});

describe('an event', () => {
  test('is taken at once and invoked then', async () => {
    await using cloud = await testCloud();
    await createFunction(cloud, 'export const handler = async (event) => { console.log(`event ${event.n}`); };');
    const answer = await invoke(cloud, { n: 7 }, { InvocationType: 'Event' });
    expect(answer).toMatchObject({ StatusCode: 202, result: undefined });
    expect(await logLines(cloud, 'event')).toHaveLength(1);
  });

  test('may come through the API of 2014', async () => {
    await using cloud = await testCloud();
    await createFunction(cloud, 'export const handler = async (event) => { console.log(`event ${event.n}`); };');
    const lambda = cloud.client(LambdaClient);
    const answer = await lambda.send(new InvokeAsyncCommand({ FunctionName: 'f', InvokeArgs: '{"n":1}' }));
    expect(answer.Status).toBe(202);
    expect(await logLines(cloud, '"event 1"')).toHaveLength(1);
  });

  test('that fails is tried twice more, after one minute and two', async () => {
    await using cloud = await testCloud();
    await createFunction(cloud, FAIL);
    await invoke(cloud, {}, { InvocationType: 'Event' });
    const attempts = async () => (await logLines(cloud, '"START RequestId"')).length;
    expect(await attempts()).toBe(1);
    await cloud.clock.advance({ seconds: 59 });
    expect(await attempts()).toBe(1);
    await cloud.clock.advance({ seconds: 1 });
    expect(await attempts()).toBe(2);
    await cloud.clock.advance({ minutes: 2 });
    expect(await attempts()).toBe(3);
    await cloud.clock.advance({ hours: 1 });
    expect(await attempts()).toBe(3);
    const [first, ...others] = (await logLines(cloud, '"START RequestId"')).map((line) => line.split(' ')[2]);
    expect(others).toEqual([first, first]);
  });

  test('that keeps failing goes to the dead-letter queue', async () => {
    await using cloud = await testCloud();
    const queue = await createQueue(cloud, 'dead');
    await createFunction(cloud, FAIL, { DeadLetterConfig: { TargetArn: queue.arn } });
    await invoke(cloud, { order: 1 }, { InvocationType: 'Event' });
    await cloud.clock.advance({ minutes: 5 });
    const sqs = cloud.client(SQSClient);
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queue.url, MessageAttributeNames: ['All'] }),
    );
    expect(Messages).toHaveLength(1);
    expect(Messages?.[0]?.Body).toBe('{"order":1}');
    expect(Messages?.[0]?.MessageAttributes).toMatchObject({
      ErrorCode: { StringValue: '200' },
      ErrorMessage: { StringValue: 'no good' },
    });
  });

  test('is not run again because its dead-letter queue is gone', async () => {
    await using cloud = await testCloud();
    const queue = await createQueue(cloud, 'dead');
    await createFunction(cloud, FAIL, { DeadLetterConfig: { TargetArn: queue.arn } });
    await cloud.client(SQSClient).send(new DeleteQueueCommand({ QueueUrl: queue.url }));
    await invoke(cloud, {}, { InvocationType: 'Event' });
    await cloud.clock.advance({ minutes: 30 });
    expect(await logLines(cloud, '"START RequestId"')).toHaveLength(3);
  });

  test('waits for its role to come back', async () => {
    await using cloud = await testCloud();
    await createFunction(cloud, ECHO);
    const iam = cloud.client(IAMClient);
    await iam.send(new DeleteRoleCommand({ RoleName: 'function-role' }));
    expect((await errorOf(invoke(cloud, {}))).message).toBe(
      'The role defined for the function cannot be assumed by Lambda.',
    );
    await invoke(cloud, {}, { InvocationType: 'Event' });
    await cloud.clock.advance({ seconds: 1 });
    await createRole(cloud);
    await cloud.clock.advance({ minutes: 1 });
    expect(await logLines(cloud, '"START RequestId"')).toHaveLength(1);
  });

  test('may have 1 MB', async () => {
    await using cloud = await testCloud();
    await createFunction(cloud, ECHO);
    const Payload = new Uint8Array(1_048_577).fill(0x20);
    const error = await errorOf(invoke(cloud, null, { Payload, InvocationType: 'Event' }));
    expect(error.message).toBe('Request must be smaller than 1048576 bytes for the InvokeFunction operation');
  });
});

describe('reserved concurrency', () => {
  test('of zero stops a function', async () => {
    await using cloud = await testCloud();
    await createFunction(cloud, ECHO);
    const lambda = cloud.client(LambdaClient);
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: 'f', ReservedConcurrentExecutions: 0 }));
    expect(await errorOf(invoke(cloud, {}))).toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      $metadata: { httpStatusCode: 429 },
    });
    const reserved = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: 'f' }));
    expect(reserved.ReservedConcurrentExecutions).toBe(0);
    await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: 'f' }));
    expect((await invoke(cloud, 1)).result).toBe(1);
  });

  test('leaves 100 for the others', async () => {
    await using cloud = await testCloud();
    await createFunction(cloud, ECHO);
    const lambda = cloud.client(LambdaClient);
    const reserve = (ReservedConcurrentExecutions: number) =>
      lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: 'f', ReservedConcurrentExecutions }));
    await reserve(900);
    expect((await errorOf(reserve(901))).message).toContain('below its minimum value of [100].');
  });

  test('holds events back until there is room', async () => {
    await using cloud = await testCloud();
    await createFunction(cloud, ECHO);
    const lambda = cloud.client(LambdaClient);
    await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: 'f', ReservedConcurrentExecutions: 0 }));
    await invoke(cloud, {}, { InvocationType: 'Event' });
    await cloud.clock.advance({ minutes: 10 });
    await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: 'f' }));
    await cloud.clock.advance({ minutes: 5 });
    expect(await logLines(cloud, '"START RequestId"')).toHaveLength(1);
  });
});
