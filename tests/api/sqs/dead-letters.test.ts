import {
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListDeadLetterSourceQueuesCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { errorOf } from '../../support/cloud.ts';
import { bodiesOf, queueFixture, type QueueFixture } from './support.ts';

/** A queue that gives up on a message after two receives. */
async function withDeadLetters() {
  const queue = await queueFixture({ VisibilityTimeout: '1' });
  const deadLetters = await queue.createQueue('dead');
  await redrive(queue, { deadLetterTargetArn: queue.arnOf(deadLetters), maxReceiveCount: 2 });
  return Object.assign(queue, { deadLetters });
}

const redrive = (queue: QueueFixture, policy: unknown) =>
  queue.sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: queue.QueueUrl,
      Attributes: { RedrivePolicy: typeof policy === 'string' ? policy : JSON.stringify(policy) },
    }),
  );

async function receiveAndFail(queue: QueueFixture) {
  const messages = await queue.receive();
  await queue.cloud.clock.advance({ seconds: 1 });
  return bodiesOf(messages);
}

test('a message that fails too often moves, with all it had', async () => {
  await using queue = await withDeadLetters();
  const sentAt = queue.cloud.clock.now();
  const sent = await queue.sqs.send(
    new SendMessageCommand({
      QueueUrl: queue.QueueUrl,
      MessageBody: 'bad',
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'order' } },
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-x' } },
    }),
  );

  expect(await receiveAndFail(queue)).toEqual(['bad']);
  expect(await receiveAndFail(queue)).toEqual(['bad']);
  expect(await queue.count(queue.deadLetters)).toEqual([0, 0, 0]);
  expect(await receiveAndFail(queue)).toEqual([]);
  expect(await queue.count()).toEqual([0, 0, 0]);
  expect(await queue.count(queue.deadLetters)).toEqual([1, 0, 0]);

  const [moved] = await queue.receive({
    QueueUrl: queue.deadLetters,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
  expect(moved).toMatchObject({
    MessageId: sent.MessageId,
    Body: 'bad',
    MessageAttributes: { kind: { StringValue: 'order' } },
    Attributes: {
      SentTimestamp: String(sentAt),
      ApproximateReceiveCount: '3',
      ApproximateFirstReceiveTimestamp: String(sentAt),
      AWSTraceHeader: 'Root=1-x',
      DeadLetterQueueSourceArn: queue.arnOf(queue.QueueUrl),
    },
  });
});

test('the receive that moves messages gives the good ones behind them', async () => {
  await using queue = await withDeadLetters();
  await queue.send(...Array.from({ length: 12 }, (_, index) => `bad ${index}`));
  for (let turn = 0; turn < 2; turn++) {
    expect(await queue.receive()).toHaveLength(10);
    expect(await queue.receive()).toHaveLength(2);
    await queue.cloud.clock.advance({ seconds: 1 });
  }
  await queue.send('good');

  expect(bodiesOf(await queue.receive())).toEqual(['good']);
  expect(await queue.count(queue.deadLetters)).toEqual([12, 0, 0]);
});

test('a long poll on the dead-letter queue ends with the message that moves', async () => {
  await using queue = await withDeadLetters();
  await queue.send('bad');
  await receiveAndFail(queue);
  await receiveAndFail(queue);
  const polled = queue.receive({ QueueUrl: queue.deadLetters, WaitTimeSeconds: 20 });

  await queue.receive();

  expect(bodiesOf(await polled)).toEqual(['bad']);
});

test('a handle from before the move deletes nothing', async () => {
  await using queue = await withDeadLetters();
  await queue.send('bad');
  const [message] = await queue.receive();
  await queue.cloud.clock.advance({ seconds: 1 });
  await receiveAndFail(queue);
  await receiveAndFail(queue);

  await queue.sqs.send(new DeleteMessageCommand({ QueueUrl: queue.QueueUrl, ReceiptHandle: message!.ReceiptHandle }));

  expect(await queue.count(queue.deadLetters)).toEqual([1, 0, 0]);
});

test('without its dead-letter queue a message goes on being received', async () => {
  await using queue = await withDeadLetters();
  await queue.sqs.send(new DeleteQueueCommand({ QueueUrl: queue.deadLetters }));
  await queue.send('bad');

  for (let turn = 0; turn < 4; turn++) expect(await receiveAndFail(queue)).toEqual(['bad']);
});

test('the policy is said back in one form, and an empty one takes it away', async () => {
  await using queue = await queueFixture();
  const deadLetterTargetArn = queue.arnOf(await queue.createQueue('dead'));
  const read = async () =>
    (
      await queue.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: queue.QueueUrl, AttributeNames: ['RedrivePolicy'] }),
      )
    ).Attributes;

  await redrive(queue, { maxReceiveCount: '5', deadLetterTargetArn });
  expect(await read()).toEqual({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 5 }) });
  await redrive(queue, '');
  expect(await read()).toBeUndefined();
});

test('a policy names a queue that is there', async () => {
  await using queue = await queueFixture();
  const policy = { deadLetterTargetArn: queue.arnOf('http://x/nowhere'), maxReceiveCount: 3 };

  const error = await errorOf(redrive(queue, policy));

  expect(error.name).toBe('InvalidParameterValue');
  expect(error.message).toBe(
    `Value ${JSON.stringify(policy)} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.`,
  );
});

test('a dead-letter queue says which queues may use it', async () => {
  await using queue = await queueFixture();
  const deadLetters = await queue.createQueue('dead');
  const policy = { deadLetterTargetArn: queue.arnOf(deadLetters), maxReceiveCount: 3 };
  const allow = (allowed: unknown) =>
    queue.sqs.send(
      new SetQueueAttributesCommand({
        QueueUrl: deadLetters,
        Attributes: { RedriveAllowPolicy: JSON.stringify(allowed) },
      }),
    );

  await allow({ redrivePermission: 'denyAll' });
  expect((await errorOf(redrive(queue, policy))).name).toBe('InvalidParameterValue');
  await allow({ redrivePermission: 'byQueue', sourceQueueArns: [queue.arnOf(queue.QueueUrl)] });
  await redrive(queue, policy);
});

test('the sources of a dead-letter queue are listed', async () => {
  await using queue = await withDeadLetters();
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queue.arnOf(queue.deadLetters), maxReceiveCount: 9 });
  const second = await queue.createQueue('another', { RedrivePolicy });
  const list = (QueueUrl: string, page = {}) =>
    queue.sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl, ...page }));

  expect((await list(queue.deadLetters)).queueUrls).toEqual([second, queue.QueueUrl]);
  expect((await list(second)).queueUrls).toEqual([]);
  const first = await list(queue.deadLetters, { MaxResults: 1 });
  expect(first.queueUrls).toEqual([second]);
  expect(await list(queue.deadLetters, { MaxResults: 1, NextToken: first.NextToken })).toMatchObject({
    queueUrls: [queue.QueueUrl],
  });
});
