import { DeleteMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { queueFixture } from './support.ts';

test('of many messages, senders and receivers each message is received once', async () => {
  await using queue = await queueFixture();
  const { QueueUrl, sqs } = queue;
  const sent = Array.from({ length: 200 }, (_, index) => `message ${index}`);

  const received: string[] = [];
  const receivers = Array.from({ length: 8 }, async () => {
    while (received.length < sent.length) {
      for (const { Body, ReceiptHandle } of await queue.receive({ WaitTimeSeconds: 20, MaxNumberOfMessages: 7 })) {
        received.push(Body!);
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  });
  await Promise.all(sent.map((MessageBody) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))));
  while ((await queue.count()).some((count) => count > 0)) await new Promise(setImmediate);
  // Those that still wait for more learn that there is no more.
  await queue.cloud.clock.advance({ seconds: 20 });
  await Promise.all(receivers);

  expect(received).toHaveLength(sent.length);
  expect(new Set(received)).toEqual(new Set(sent));
});

test('many queues move to one dead-letter queue at once, and no message is lost', async () => {
  await using queue = await queueFixture();
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queue.arnOf(queue.QueueUrl), maxReceiveCount: 1 });
  const sources = await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      queue.createQueue(`source-${index}`, { RedrivePolicy, VisibilityTimeout: '0' }),
    ),
  );
  const sends = sources.flatMap((QueueUrl) =>
    Array.from({ length: 20 }, (_, index) =>
      queue.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: `${index}` })),
    ),
  );
  await Promise.all(sends);

  await Promise.all(
    sources.map(async (QueueUrl) => {
      for (let turn = 0; turn < 6; turn++) await queue.receive({ QueueUrl });
    }),
  );

  for (const source of sources) expect(await queue.count(source)).toEqual([0, 0, 0]);
  expect(await queue.count()).toEqual([120, 0, 0]);
  const ids = new Set<string>();
  for (let turn = 0; turn < 12; turn++) for (const { MessageId } of await queue.receive()) ids.add(MessageId!);
  expect(ids.size).toBe(120);
});
