import {
  ChangeMessageVisibilityCommand,
  DeleteQueueCommand,
  PurgeQueueCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { errorOf } from '../../support/cloud.ts';
import { bodiesOf, queueFixture, type QueueFixture } from './support.ts';

test('a long poll ends with the message that comes', async () => {
  await using queue = await queueFixture();
  const polled = queue.receive({ WaitTimeSeconds: 20 });

  await queue.send('one');

  expect(bodiesOf(await polled)).toEqual(['one']);
});

test('a long poll ends empty when its time is over', async () => {
  await using queue = await queueFixture();
  const startedAt = queue.cloud.clock.now();
  const polled = queue.receive({ WaitTimeSeconds: 20 }).then((messages) => [messages, queue.cloud.clock.now()]);
  await untilPolling(queue);

  await queue.cloud.clock.advance({ seconds: 20 });

  expect(await polled).toEqual([[], startedAt + 20_000]);
});

test("the queue's wait holds where the receiver does not say", async () => {
  await using queue = await queueFixture({ ReceiveMessageWaitTimeSeconds: '10' });
  const polled = queue.receive();
  await untilPolling(queue);

  await queue.send('one');

  expect(bodiesOf(await polled)).toEqual(['one']);
  expect(await queue.receive({ WaitTimeSeconds: 0 })).toEqual([]);
});

test('a long poll ends when a delay does', async () => {
  await using queue = await queueFixture();
  const polled = queue.receive({ WaitTimeSeconds: 20 });
  await untilPolling(queue);

  await queue.sqs.send(new SendMessageCommand({ QueueUrl: queue.QueueUrl, MessageBody: 'late', DelaySeconds: 7 }));
  await queue.cloud.clock.advance({ seconds: 7 });

  expect(bodiesOf(await polled)).toEqual(['late']);
});

test('a long poll ends when a visibility timeout does, even one that began after it', async () => {
  await using queue = await queueFixture();
  const first = queue.receive({ WaitTimeSeconds: 20, VisibilityTimeout: 5 });
  await untilPolling(queue);
  const second = queue.receive({ WaitTimeSeconds: 20 });
  await queue.send('one');
  expect(bodiesOf(await first)).toEqual(['one']);

  await queue.cloud.clock.advance({ seconds: 5 });

  expect(bodiesOf(await second)).toEqual(['one']);
});

test('a long poll ends when a message in flight is given back', async () => {
  await using queue = await queueFixture();
  await queue.send('one');
  const [message] = await queue.receive();
  const polled = queue.receive({ WaitTimeSeconds: 20 });
  await untilPolling(queue);

  await queue.sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queue.QueueUrl,
      ReceiptHandle: message!.ReceiptHandle!,
      VisibilityTimeout: 0,
    }),
  );

  expect(bodiesOf(await polled)).toEqual(['one']);
});

test('of many long polls each message ends one', async () => {
  await using queue = await queueFixture();
  const polls = Array.from({ length: 5 }, () => queue.receive({ WaitTimeSeconds: 20, MaxNumberOfMessages: 1 }));

  await queue.send('1', '2', '3', '4', '5');

  const received = (await Promise.all(polls)).flatMap(bodiesOf);
  expect(new Set(received)).toEqual(new Set(['1', '2', '3', '4', '5']));
  expect(received).toHaveLength(5);
});

test('a long poll outlives a purge', async () => {
  await using queue = await queueFixture();
  const polled = queue.receive({ WaitTimeSeconds: 20 });
  await untilPolling(queue);

  await queue.sqs.send(new PurgeQueueCommand({ QueueUrl: queue.QueueUrl }));
  await queue.send('one');

  expect(bodiesOf(await polled)).toEqual(['one']);
});

test('a long poll on a queue that is deleted learns it', async () => {
  await using queue = await queueFixture();
  const polled = errorOf(queue.receive({ WaitTimeSeconds: 20 }));
  await untilPolling(queue);

  await queue.sqs.send(new DeleteQueueCommand({ QueueUrl: queue.QueueUrl }));

  expect((await polled).name).toBe('QueueDoesNotExist');
});

/** Requests are served in order of arrival here: once a later one is answered, the long poll waits. */
async function untilPolling(queue: QueueFixture): Promise<void> {
  await queue.count();
  await queue.count();
}
