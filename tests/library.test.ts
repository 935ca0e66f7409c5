import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createCloud } from '../src/index.ts';

/** As README.md shows it; that it compiles is part of the test. */
test('a cloud inside a test, and time that passes at once', async () => {
  await using cloud = await createCloud({ clock: 'virtual' });
  const sqs = new SQSClient({
    endpoint: cloud.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'orders' }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hi' }));
  const receive = async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.length ?? 0;
  expect([await receive(), await receive()]).toEqual([1, 0]);
  await cloud.clock.advance({ seconds: 30 });
  expect(await receive()).toBe(1);
  expect(cloud.trace.records().map((record) => record.operation)).toContain('SendMessage');
});

test('two clouds are strangers to each other', async () => {
  await using one = await createCloud();
  await using other = await createCloud({ clock: 'virtual', seed: 'any text' });
  expect(one.endpoint).not.toBe(other.endpoint);
  // @ts-expect-error the system's time is nobody's to move
  expect(one.clock.advance).toBeUndefined();
});
