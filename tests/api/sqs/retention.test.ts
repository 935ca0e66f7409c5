import { SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { bodiesOf, queueFixture } from './support.ts';

test('a message that nobody received is gone when its retention period ends', async () => {
  await using queue = await queueFixture({ MessageRetentionPeriod: '60' });
  await queue.send('old');
  await queue.cloud.clock.advance({ seconds: 30 });
  await queue.send('new');

  await queue.cloud.clock.advance({ seconds: 30 });

  expect(await queue.count()).toEqual([1, 0, 0]);
  expect(bodiesOf(await queue.receive())).toEqual(['new']);
});

test('a message in flight is gone too', async () => {
  await using queue = await queueFixture({ MessageRetentionPeriod: '60', VisibilityTimeout: '100' });
  await queue.send('old');
  await queue.receive();

  await queue.cloud.clock.advance({ seconds: 60 });
  expect(await queue.count()).toEqual([0, 0, 0]);
  await queue.cloud.clock.advance({ seconds: 60 });
  expect(await queue.receive()).toEqual([]);
});

test('a delayed message can expire before it arrives', async () => {
  await using queue = await queueFixture({ MessageRetentionPeriod: '60' });
  await queue.sqs.send(new SendMessageCommand({ QueueUrl: queue.QueueUrl, MessageBody: 'late', DelaySeconds: 90 }));

  await queue.cloud.clock.advance({ seconds: 90 });

  expect(await queue.receive()).toEqual([]);
  expect(await queue.count()).toEqual([0, 0, 0]);
});

test('a shorter period holds for the messages that are there', async () => {
  await using queue = await queueFixture();
  await queue.send('old');
  await queue.cloud.clock.advance({ seconds: 100 });

  await queue.sqs.send(
    new SetQueueAttributesCommand({ QueueUrl: queue.QueueUrl, Attributes: { MessageRetentionPeriod: '60' } }),
  );

  expect(await queue.count()).toEqual([0, 0, 0]);
});

test('a receive walks over any number of expired messages', async () => {
  await using queue = await queueFixture({ MessageRetentionPeriod: '60' });
  await queue.send(...Array.from({ length: 120 }, (_, index) => `old ${index}`));
  await queue.cloud.clock.advance({ seconds: 60 });
  await queue.send('new');

  expect(bodiesOf(await queue.receive())).toEqual(['new']);
  expect(await queue.count()).toEqual([0, 1, 0]);
});
