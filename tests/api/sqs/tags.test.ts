import { CreateQueueCommand, ListQueueTagsCommand, TagQueueCommand, UntagQueueCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { errorOf } from '../../support/cloud.ts';
import { queueFixture, type QueueFixture } from './support.ts';

const tag = (queue: QueueFixture, Tags: Record<string, string>) =>
  queue.sqs.send(new TagQueueCommand({ QueueUrl: queue.QueueUrl, Tags }));

const tagsOf = async (queue: QueueFixture, QueueUrl = queue.QueueUrl) =>
  (await queue.sqs.send(new ListQueueTagsCommand({ QueueUrl }))).Tags;

test('tags are added, changed and taken away', async () => {
  await using queue = await queueFixture();
  expect(await tagsOf(queue)).toBeUndefined();

  await tag(queue, { tag1: 'value1', tag3: '' });
  await tag(queue, { tag1: 'other', tag2: 'value2' });
  expect(await tagsOf(queue)).toEqual({ tag1: 'other', tag2: 'value2', tag3: '' });

  await queue.sqs.send(new UntagQueueCommand({ QueueUrl: queue.QueueUrl, TagKeys: ['tag1', 'tag3', 'nope'] }));
  expect(await tagsOf(queue)).toEqual({ tag2: 'value2' });
});

test('a queue can be created with tags', async () => {
  await using queue = await queueFixture();

  const { QueueUrl } = await queue.sqs.send(new CreateQueueCommand({ QueueName: 'tagged', tags: { team: 'a' } }));

  expect(await tagsOf(queue, QueueUrl)).toEqual({ team: 'a' });
});

test('a queue has fifty tags at most', async () => {
  await using queue = await queueFixture();
  const tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`tag${index}`, '']));
  await tag(queue, tags);

  await tag(queue, { tag0: 'changed' });
  const error = await errorOf(tag(queue, { more: '' }));

  expect(error.name).toBe('InvalidParameterValue');
  expect(error.message).toBe('Too many tags added for queue orders.');
});
