import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
  TagResourceCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import {
  CloudWatchLogsClient,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { type TestCloud, errorOf, testCloud } from '../../support/cloud.ts';
import { type TestQueue, ECHO, createFunction, createMapping, createQueue, createRole } from './support.ts';

const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';

/** Logs the bodies of each batch as one JSON line. */
const LOG_BATCH = `export const handler = async ({ Records }) => {
  console.log('BATCH ' + JSON.stringify(Records.map((record) => record.body)));
};`;

/** Fails for the messages whose body begins with `bad`, and says which. */
const REPORT_BAD = `export const handler = async ({ Records }) => {
  console.log('BATCH ' + JSON.stringify(Records.map((record) => record.body)));
  const bad = Records.filter((record) => record.body.startsWith('bad'));
  return { batchItemFailures: bad.map((record) => ({ itemIdentifier: record.messageId })) };
};`;

async function send(cloud: TestCloud, queue: TestQueue, bodies: readonly string[]): Promise<void> {
  const sqs = cloud.client(SQSClient);
  for (let from = 0; from < bodies.length; from += 10) {
    const Entries = bodies.slice(from, from + 10).map((MessageBody, i) => ({ Id: String(i), MessageBody }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: queue.url, Entries }));
  }
}

/** The batches that the function has logged. */
async function batches(cloud: TestCloud): Promise<string[][]> {
  await cloud.clock.settle();
  const logs = cloud.client(CloudWatchLogsClient);
  try {
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: '/aws/lambda/f', filterPattern: 'BATCH' }),
    );
    return events.map((event) => JSON.parse(event.message!.slice(event.message!.indexOf('BATCH ') + 6)) as string[]);
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return [];
    throw error;
  }
}

async function left(cloud: TestCloud, queue: TestQueue): Promise<number> {
  await cloud.clock.settle();
  const sqs = cloud.client(SQSClient);
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: [...names] }),
  );
  return names.reduce((sum, name) => sum + Number(Attributes?.[name]), 0);
}

const stateOf = async (cloud: TestCloud, UUID: string) =>
  (await cloud.client(LambdaClient).send(new GetEventSourceMappingCommand({ UUID }))).State;

const bodies = (count: number) => Array.from({ length: count }, (_, i) => `message ${i}`);

describe('a mapping of a queue', () => {
  test('brings every message to the function, and deletes it then', async () => {
    await using cloud = await testCloud();
    const queue = await createQueue(cloud, 'orders');
    await createFunction(cloud, LOG_BATCH);
    await createMapping(cloud, queue);
    await send(cloud, queue, bodies(25));

    const seen = await batches(cloud);
    expect(seen.flat().toSorted()).toEqual(bodies(25).toSorted());
    expect(Math.max(...seen.map((batch) => batch.length))).toBeLessThanOrEqual(10);
    expect(await left(cloud, queue)).toBe(0);
  });

  test('drains what was there before it', async () => {
    await using cloud = await testCloud();
    const queue = await createQueue(cloud, 'orders');
    await send(cloud, queue, bodies(200));
    await createFunction(cloud, LOG_BATCH);
    await createMapping(cloud, queue);
    expect((await batches(cloud)).flat()).toHaveLength(200);
    expect(await left(cloud, queue)).toBe(0);
  });

  test("sends AWS's event", async () => {
    await using cloud = await testCloud();
    const queue = await createQueue(cloud, 'orders');
    const code = "export const handler = async (event) => { console.log('BATCH ' + JSON.stringify([event])); };";
    await createFunction(cloud, code);
    await createMapping(cloud, queue);
    const sqs = cloud.client(SQSClient);
    const { MessageId, MD5OfMessageBody } = await sqs.send(
      new SendMessageCommand({
        QueueUrl: queue.url,
        MessageBody: 'hello',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'greeting' } },
      }),
    );
    const [[event] = []] = (await batches(cloud)) as unknown as { Records: unknown[] }[][];
    expect(event?.Records).toEqual([
      {
        messageId: MessageId,
        receiptHandle: expect.any(String),
        body: 'hello',
        attributes: expect.objectContaining({
          ApproximateReceiveCount: '1',
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
          ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        }),
        messageAttributes: {
          kind: { stringValue: 'greeting', stringListValues: [], binaryListValues: [], dataType: 'String' },
        },
        md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
        md5OfBody: MD5OfMessageBody,
        eventSource: 'aws:sqs',
        eventSourceARN: queue.arn,
        awsRegion: 'us-east-1',
      },
    ]);
  });

  test('leaves failed batches to the visibility timeout, and at last to the dead-letter queue', async () => {
    await using cloud = await testCloud();
    const dead = await createQueue(cloud, 'dead');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 });
    const queue = await createQueue(cloud, 'orders', { RedrivePolicy });
    await createFunction(cloud, `${LOG_BATCH.slice(0, -2)} throw new Error('no'); };`);
    await createMapping(cloud, queue, { BatchSize: 1 });
    await send(cloud, queue, ['bad']);

    expect(await batches(cloud)).toHaveLength(1);
    await cloud.clock.advance({ seconds: 31 });
    expect(await batches(cloud)).toHaveLength(2);
    await cloud.clock.advance({ minutes: 5 });
    expect(await batches(cloud)).toHaveLength(3);
    expect(await left(cloud, queue)).toBe(0);
    expect(await left(cloud, dead)).toBe(1);
  });

  test('brings back only the messages that the function reports', async () => {
    await using cloud = await testCloud();
    const queue = await createQueue(cloud, 'orders');
    await createFunction(cloud, REPORT_BAD);
    await send(cloud, queue, ['good 1', 'bad 1', 'good 2']);
    await createMapping(cloud, queue, { FunctionResponseTypes: ['ReportBatchItemFailures'] });
    expect(await left(cloud, queue)).toBe(1);
    await cloud.clock.advance({ seconds: 31 });
    expect((await batches(cloud)).at(-1)).toEqual(['bad 1']);
  });

  test('takes the report for nothing where it was not asked for', async () => {
    await using cloud = await testCloud();
    const queue = await createQueue(cloud, 'orders');
    await createFunction(cloud, REPORT_BAD);
    await createMapping(cloud, queue);
    await send(cloud, queue, ['bad 1']);
    expect(await left(cloud, queue)).toBe(0);
  });

  test('gathers a batch until it is full or its window is over', async () => {
    await using cloud = await testCloud();
    const queue = await createQueue(cloud, 'orders', { VisibilityTimeout: '120' });
    await createFunction(cloud, LOG_BATCH);
    await createMapping(cloud, queue, { BatchSize: 25, MaximumBatchingWindowInSeconds: 60 });
    await send(cloud, queue, bodies(15));
    expect(await batches(cloud)).toEqual([]);
    await cloud.clock.advance({ seconds: 30 });
    await send(cloud, queue, bodies(10));
    expect((await batches(cloud)).map((batch) => batch.length)).toEqual([25]);

    await send(cloud, queue, bodies(3));
    await cloud.clock.advance({ seconds: 59 });
    expect(await batches(cloud)).toHaveLength(1);
    await cloud.clock.advance({ seconds: 1 });
    expect((await batches(cloud)).map((batch) => batch.length)).toEqual([25, 3]);
  });

  test.each([
    ['five batches', {}, 5],
    ['as many batches as it may', { ScalingConfig: { MaximumConcurrency: 2 } }, 2],
  ])('has %s in flight at once', async (_, input, expected) => {
    await using cloud = await testCloud();
    const queue = await createQueue(cloud, 'orders');
    const slow = 'export const handler = () => new Promise((resolve) => setTimeout(resolve, 400));';
    await createFunction(cloud, slow);
    await send(cloud, queue, bodies(6));
    await createMapping(cloud, queue, { BatchSize: 1, ...input });
    expect(await left(cloud, queue)).toBe(0);
    // An environment runs one invocation at a time, and has a log stream of its own.
    const logs = cloud.client(CloudWatchLogsClient);
    const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ logGroupName: '/aws/lambda/f' }));
    expect(logStreams).toHaveLength(expected);
  });

  test('stops while it is disabled', async () => {
    await using cloud = await testCloud();
    const queue = await createQueue(cloud, 'orders');
    await createFunction(cloud, LOG_BATCH);
    const UUID = await createMapping(cloud, queue);
    const lambda = cloud.client(LambdaClient);
    const disabled = await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
    expect(disabled.State).toBe('Disabling');
    await cloud.clock.settle();
    expect(await stateOf(cloud, UUID)).toBe('Disabled');

    await send(cloud, queue, ['later']);
    await cloud.clock.advance({ minutes: 1 });
    expect(await batches(cloud)).toEqual([]);
    const enabled = await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
    expect(enabled.State).toBe('Enabling');
    expect(await batches(cloud)).toEqual([['later']]);
    expect(await stateOf(cloud, UUID)).toBe('Enabled');
  });

  test('takes its new batch size at once', async () => {
    await using cloud = await testCloud();
    const queue = await createQueue(cloud, 'orders');
    await createFunction(cloud, LOG_BATCH);
    const UUID = await createMapping(cloud, queue);
    await cloud.clock.settle();
    const lambda = cloud.client(LambdaClient);
    const updated = await lambda.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 1 }));
    expect(updated).toMatchObject({ State: 'Updating', BatchSize: 1 });
    await send(cloud, queue, bodies(3));
    expect((await batches(cloud)).map((batch) => batch.length)).toEqual([1, 1, 1]);
  });

  test('waits for a queue that is gone, says so, and goes on when it is back', async () => {
    await using cloud = await testCloud();
    const [lambda, sqs] = [cloud.client(LambdaClient), cloud.client(SQSClient)];
    await createFunction(cloud, LOG_BATCH);
    const queue = await createQueue(cloud, 'orders');
    const UUID = await createMapping(cloud, queue);
    const result = async () => (await lambda.send(new GetEventSourceMappingCommand({ UUID }))).LastProcessingResult;
    await cloud.clock.settle();
    expect(await result()).toBeUndefined();

    await sqs.send(new DeleteQueueCommand({ QueueUrl: queue.url }));
    // Ten failures make other tasks dead.
    await cloud.clock.advance({ hours: 2 });
    expect(await stateOf(cloud, UUID)).toBe('Enabled');
    expect(await result()).toBe('PROBLEM: The specified queue does not exist.');
    const { EventSourceMappings } = await lambda.send(new ListEventSourceMappingsCommand({}));
    expect(EventSourceMappings).toMatchObject([{ LastProcessingResult: await result() }]);

    await createQueue(cloud, 'orders');
    await send(cloud, queue, ['late']);
    await cloud.clock.advance({ seconds: 30 });
    expect(await batches(cloud)).toEqual([['late']]);
    expect(await result()).toBeUndefined();
  });

  test('ends when it is deleted', async () => {
    await using cloud = await testCloud();
    const queue = await createQueue(cloud, 'orders');
    await createFunction(cloud, LOG_BATCH);
    const UUID = await createMapping(cloud, queue);
    const lambda = cloud.client(LambdaClient);
    const deleted = await lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
    expect(deleted.State).toBe('Deleting');
    expect(await errorOf(lambda.send(new GetEventSourceMappingCommand({ UUID })))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
    });
    await send(cloud, queue, ['nobody']);
    await cloud.clock.advance({ minutes: 1 });
    expect(await batches(cloud)).toEqual([]);
    expect(await left(cloud, queue)).toBe(1);
  });

  test('waits for its function to come back', async () => {
    await using cloud = await testCloud();
    const queue = await createQueue(cloud, 'orders');
    const { Role } = await createFunction(cloud, LOG_BATCH);
    await createMapping(cloud, queue);
    const lambda = cloud.client(LambdaClient);
    await lambda.send(new DeleteFunctionCommand({ FunctionName: 'f' }));
    await send(cloud, queue, ['patient']);
    await cloud.clock.advance({ minutes: 1 });
    expect(await left(cloud, queue)).toBe(1);
    await createFunction(cloud, LOG_BATCH, { Role: Role! });
    await cloud.clock.advance({ minutes: 1 });
    expect(await batches(cloud)).toEqual([['patient']]);
  });
});

describe('creating a mapping', () => {
  test("shows AWS's answer", async () => {
    await using cloud = await testCloud();
    const queue = await createQueue(cloud, 'orders');
    await createFunction(cloud, ECHO);
    const lambda = cloud.client(LambdaClient);
    const create = new CreateEventSourceMappingCommand({ FunctionName: 'f', EventSourceArn: queue.arn });
    const { $metadata, ...created } = await lambda.send(create);
    const shape = {
      UUID: expect.stringMatching(/^[-0-9a-f]{36}$/),
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
      EventSourceArn: queue.arn,
      FunctionArn: FUNCTION_ARN,
      LastModified: expect.any(Date),
      StateTransitionReason: 'USER_INITIATED',
      FunctionResponseTypes: [],
      EventSourceMappingArn: `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${created.UUID}`,
    };
    expect($metadata.httpStatusCode).toBe(202);
    expect(created).toEqual({ ...shape, State: 'Creating' });
    const listed = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName: 'f' }));
    expect(listed.EventSourceMappings).toEqual([{ ...shape, State: 'Enabled' }]);
    const others = await lambda.send(new ListEventSourceMappingsCommand({ EventSourceArn: `${queue.arn}x` }));
    expect(others.EventSourceMappings).toEqual([]);

    expect(await errorOf(lambda.send(create))).toMatchObject({
      name: 'ResourceConflictException',
      message:
        `An event source mapping with SQS arn (" ${queue.arn} ") and function (" f ") already exists. ` +
        `Please update or delete the existing mapping with UUID ${created.UUID}`,
    });
  });

  test.each([
    [{ FunctionName: 'missing' }, 'Function does not exist'],
    [{ EventSourceArn: undefined }, 'Unrecognized event source.'],
    [
      { EventSourceArn: 'arn:aws:sqs:us-east-1:000000000000:missing' },
      'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. ' +
        'SQS Error Message: The specified queue does not exist.',
    ],
    [
      { BatchSize: 11 },
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    ],
    [{ StartingPosition: 'LATEST' as const }, 'StartingPosition is not valid for SQS event sources.'],
  ])('is refused with %j', async (input, message) => {
    await using cloud = await testCloud();
    const queue = await createQueue(cloud, 'orders');
    await createFunction(cloud, ECHO);
    const error = await errorOf(createMapping(cloud, queue, input));
    expect(error).toMatchObject({ name: 'InvalidParameterValueException', message });
  });

  test('wants messages hidden for as long as the function may run', async () => {
    await using cloud = await testCloud();
    const queue = await createQueue(cloud, 'orders');
    await createFunction(cloud, ECHO, { Timeout: 60, Role: await createRole(cloud) });
    expect((await errorOf(createMapping(cloud, queue))).message).toBe(
      'Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds',
    );
  });

  test('may bring tags', async () => {
    await using cloud = await testCloud();
    const queue = await createQueue(cloud, 'orders');
    await createFunction(cloud, ECHO);
    const UUID = await createMapping(cloud, queue, { Tags: { env: 'test' } });
    const lambda = cloud.client(LambdaClient);
    const Resource = `arn:aws:lambda:us-east-1:000000000000:event-source-mapping:${UUID}`;
    await lambda.send(new TagResourceCommand({ Resource, Tags: { more: 'tags' } }));
    expect((await lambda.send(new ListTagsCommand({ Resource }))).Tags).toEqual({ env: 'test', more: 'tags' });
  });

  test('may start disabled', async () => {
    await using cloud = await testCloud();
    const queue = await createQueue(cloud, 'orders');
    await createFunction(cloud, LOG_BATCH);
    const UUID = await createMapping(cloud, queue, { Enabled: false });
    await send(cloud, queue, ['waits']);
    await cloud.clock.advance({ minutes: 1 });
    expect(await stateOf(cloud, UUID)).toBe('Disabled');
    const sqs = cloud.client(SQSClient);
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.url }));
    expect(Messages).toHaveLength(1);
  });
});
