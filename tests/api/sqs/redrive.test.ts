import {
  CancelMessageMoveTaskCommand,
  DeleteQueueCommand,
  ListMessageMoveTasksCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { errorOf } from '../../support/cloud.ts';
import { bodiesOf, queueFixture } from './support.ts';

/** A queue whose messages `bodies` are all in the dead-letter queue. */
async function withDeadLetters(...bodies: string[]) {
  const queue = await queueFixture();
  const deadLetters = await queue.createQueue('dead');
  const source = queue.arnOf(deadLetters);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: source, maxReceiveCount: 1 });
  const failing = await queue.createQueue('failing', { RedrivePolicy, VisibilityTimeout: '0' });
  for (const MessageBody of bodies) {
    await queue.sqs.send(new SendMessageCommand({ QueueUrl: failing, MessageBody }));
    await queue.receive({ QueueUrl: failing });
    await queue.receive({ QueueUrl: failing });
  }
  return Object.assign(queue, {
    source,
    deadLetters,
    failing,
    destination: queue.arnOf(queue.QueueUrl),
    start: (options: { DestinationArn?: string; MaxNumberOfMessagesPerSecond?: number; SourceArn?: string } = {}) =>
      queue.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: source, ...options })),
    latest: async () => (await queue.sqs.send(new ListMessageMoveTasksCommand({ SourceArn: source }))).Results?.[0],
  });
}

test('dead letters go back to where they came from, as new messages', async () => {
  await using queue = await withDeadLetters('one', 'two');
  const startedAt = queue.cloud.clock.now();
  expect(await queue.count(queue.deadLetters)).toEqual([2, 0, 0]);

  await queue.start();
  await queue.cloud.clock.settle();

  expect(await queue.latest()).toEqual({
    Status: 'COMPLETED',
    SourceArn: queue.source,
    ApproximateNumberOfMessagesMoved: 2,
    ApproximateNumberOfMessagesToMove: 2,
    StartedTimestamp: startedAt,
  });
  const messages = await queue.receive({ QueueUrl: queue.failing, MessageSystemAttributeNames: ['All'] });
  expect(bodiesOf(messages)).toEqual(['one', 'two']);
  expect(messages[0]!.Attributes).toMatchObject({ ApproximateReceiveCount: '1' });
  expect(messages[0]!.Attributes).not.toHaveProperty('DeadLetterQueueSourceArn');
});

test('dead letters go to another queue at the pace that is asked for, until it is cancelled', async () => {
  await using queue = await withDeadLetters('1', '2', '3', '4', '5');

  const { TaskHandle } = await queue.start({ DestinationArn: queue.destination, MaxNumberOfMessagesPerSecond: 1 });
  await queue.cloud.clock.advance({ seconds: 2 });

  expect(await queue.count()).toEqual([3, 0, 0]);
  expect(await queue.latest()).toMatchObject({ Status: 'RUNNING', TaskHandle, DestinationArn: queue.destination });
  expect(await queue.sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }))).toMatchObject({
    ApproximateNumberOfMessagesMoved: 3,
  });
  await queue.cloud.clock.advance({ seconds: 10 });
  expect(await queue.latest()).toMatchObject({ Status: 'CANCELLED', ApproximateNumberOfMessagesMoved: 3 });
  expect(await queue.count(queue.deadLetters)).toEqual([2, 0, 0]);
});

test('a task fails when its destination goes, and the messages stay', async () => {
  await using queue = await withDeadLetters('1', '2', '3');
  await queue.start({ DestinationArn: queue.destination, MaxNumberOfMessagesPerSecond: 1 });
  await queue.cloud.clock.advance({ seconds: 1 });

  await queue.sqs.send(new DeleteQueueCommand({ QueueUrl: queue.QueueUrl }));
  await queue.cloud.clock.advance({ seconds: 5 });

  expect(await queue.latest()).toMatchObject({
    Status: 'FAILED',
    FailureReason: 'AWS.SimpleQueueService.NonExistentQueue',
    ApproximateNumberOfMessagesMoved: 2,
  });
  expect(bodiesOf(await queue.receive({ QueueUrl: queue.deadLetters }))).toEqual(['3']);
});

test('a message that came from nowhere cannot go back', async () => {
  await using queue = await withDeadLetters();
  await queue.sqs.send(new SendMessageCommand({ QueueUrl: queue.deadLetters, MessageBody: 'stray' }));

  await queue.start();
  await queue.cloud.clock.settle();

  expect(await queue.latest()).toMatchObject({ Status: 'FAILED', FailureReason: 'CouldNotDetermineMessageSource' });
  expect(bodiesOf(await queue.receive({ QueueUrl: queue.deadLetters }))).toEqual(['stray']);
});

test('one task at a time, from a dead-letter queue, between queues that are there', async () => {
  await using queue = await withDeadLetters('1', '2');
  const nowhere = queue.arnOf('http://x/nowhere');
  const refused = async (call: Promise<unknown>) => {
    const error = await errorOf(call);
    return [error.name, error.message, error.$metadata?.httpStatusCode];
  };

  expect(await refused(queue.start({ SourceArn: queue.destination }))).toEqual([
    'InvalidParameterValue',
    'Source queue must be configured as a Dead Letter Queue.',
    400,
  ]);
  expect(await refused(queue.start({ SourceArn: nowhere }))).toEqual([
    'ResourceNotFoundException',
    "The resource that you specified for the SourceArn parameter doesn't exist.",
    404,
  ]);
  expect(await refused(queue.start({ DestinationArn: nowhere }))).toEqual([
    'ResourceNotFoundException',
    "The resource that you specified for the DestinationArn parameter doesn't exist.",
    404,
  ]);
  await queue.start({ MaxNumberOfMessagesPerSecond: 1 });
  expect(await refused(queue.start())).toEqual([
    'InvalidParameterValue',
    'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
    400,
  ]);
  expect(await refused(queue.sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle: 'fake' })))).toEqual([
    'InvalidParameterValue',
    'Value for parameter TaskHandle is invalid.',
    400,
  ]);
});
