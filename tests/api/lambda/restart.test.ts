import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetQueueAttributesCommand, SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestCloud, testCloud } from '../../support/cloud.ts';
import { createFunction, createMapping, createQueue, invoke } from './support.ts';

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'cirro-restart-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

/** The same folder in the life of another process, a second later. */
const open = (startAt: number) => testCloud({ data, startAt });

async function lines(cloud: TestCloud, filterPattern: string): Promise<number> {
  await cloud.clock.settle();
  const logs = cloud.client(CloudWatchLogsClient);
  const { events } = await logs.send(
    new FilterLogEventsCommand({ logGroupName: '/aws/lambda/f', filterPattern: `"${filterPattern}"` }),
  );
  return events!.length;
}

test('functions and their mappings go on after a restart', async () => {
  const code =
    "export const handler = async ({ Records }) => { console.log('GOT ' + Records?.length); return 'back'; };";
  let now: number;
  let url: string;
  {
    await using cloud = await open(Date.UTC(2026, 0, 1));
    const queue = await createQueue(cloud, 'orders');
    await createFunction(cloud, code);
    await createMapping(cloud, queue);
    await cloud.clock.settle();
    [now, url] = [cloud.clock.now(), queue.url];
  }
  await using cloud = await open(now + 1000);
  expect((await invoke(cloud, {})).result).toBe('back');
  const sqs = cloud.client(SQSClient);
  const QueueUrl = url.replace(/^http:\/\/[^/]+/, cloud.endpoint);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'after' }));
  expect(await lines(cloud, 'GOT 1')).toBe(1);
});

test('an event that waits for its retry is retried after a restart', async () => {
  let now: number;
  {
    await using cloud = await open(Date.UTC(2026, 0, 1));
    await createFunction(cloud, "export const handler = async () => { throw new Error('no'); };");
    await invoke(cloud, {}, { InvocationType: 'Event' });
    expect(await lines(cloud, 'START RequestId')).toBe(1);
    now = cloud.clock.now();
  }
  await using cloud = await open(now + 1000);
  expect(await lines(cloud, 'START RequestId')).toBe(1);
  await cloud.clock.advance({ minutes: 1 });
  expect(await lines(cloud, 'START RequestId')).toBe(2);
});

test('a restart does not wait for a function that is running, and loses nothing', async () => {
  let now: number;
  let url: string;
  {
    await using cloud = await open(Date.UTC(2026, 0, 1));
    const code =
      "export const handler = async () => { console.log('BEGUN'); await new Promise((end) => setTimeout(end, 600_000)); };";
    await createFunction(cloud, code, { Timeout: 900 });
    await invoke(cloud, {}, { InvocationType: 'Event' });
    const queue = await createQueue(cloud, 'orders', { VisibilityTimeout: '900' });
    await createMapping(cloud, queue);
    const sqs = cloud.client(SQSClient);
    await sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: 'slow' }));
    [now, url] = [cloud.clock.now(), queue.url];
  }
  await using cloud = await open(now + 1000);
  const sqs = cloud.client(SQSClient);
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: url.replace(/^http:\/\/[^/]+/, cloud.endpoint),
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: hidden } = Attributes!;
  expect(Number(visible) + Number(hidden)).toBe(1);
});
