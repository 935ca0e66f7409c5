import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { errorOf, testCloud } from '../../support/cloud.ts';
import { queueFixture } from './support.ts';

test("a queue's URL names the endpoint, the account and the queue", async () => {
  await using cloud = await testCloud();
  const sqs = cloud.client(SQSClient);

  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'orders' }));

  expect(QueueUrl).toBe(`${cloud.endpoint}/000000000000/orders`);
  expect(await sqs.send(new GetQueueUrlCommand({ QueueName: 'orders' }))).toMatchObject({ QueueUrl });
});

test('a queue of any host is found by account and name, a bare name is one of the caller', async () => {
  await using queue = await queueFixture();

  for (const QueueUrl of [
    'https://sqs.us-east-1.amazonaws.com/000000000000/orders',
    'http://localhost:1/queue/us-east-1/000000000000/orders',
    'orders',
  ])
    await queue.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'one' }));

  expect(await queue.count()).toEqual([3, 0, 0]);
});

test('creating a queue again gives its URL, with the attributes it has or with none', async () => {
  await using queue = await queueFixture({ DelaySeconds: '5' });

  expect(await queue.createQueue('orders')).toBe(queue.QueueUrl);
  expect(await queue.createQueue('orders', { DelaySeconds: '5', VisibilityTimeout: '30' })).toBe(queue.QueueUrl);
});

test('creating a queue again with another value is refused', async () => {
  await using queue = await queueFixture();

  const error = await errorOf(queue.createQueue('orders', { VisibilityTimeout: '30', DelaySeconds: '1' }));

  expect(error.name).toBe('QueueNameExists');
  expect(error.$metadata?.httpStatusCode).toBe(400);
  expect(error.message).toBe(
    'A queue already exists with the same name and a different value for attribute DelaySeconds',
  );
});

test.each(['in.fo', 'ééwwà', 'a'.repeat(81), 'orders.fifo', 'a/b'])(
  '%s is no name for a standard queue',
  async (name) => {
    await using cloud = await testCloud();

    const error = await errorOf(cloud.client(SQSClient).send(new CreateQueueCommand({ QueueName: name })));

    expect(error.name).toBe('InvalidParameterValue');
    expect(error.message).toBe('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
  },
);

test('a FIFO queue is refused in plain words', async () => {
  await using cloud = await testCloud();

  const error = await errorOf(
    cloud
      .client(SQSClient)
      .send(new CreateQueueCommand({ QueueName: 'orders.fifo', Attributes: { FifoQueue: 'true' } })),
  );

  expect(error.$metadata?.httpStatusCode).toBe(501);
  expect(error.message).toContain('FIFO queues are not there yet');
});

test('a queue that is not there does not exist', async () => {
  await using queue = await queueFixture();
  const other = queue.QueueUrl.replace('orders', 'other');

  for (const call of [
    queue.sqs.send(new GetQueueUrlCommand({ QueueName: 'other' })),
    queue.sqs.send(new SendMessageCommand({ QueueUrl: other, MessageBody: 'one' })),
    queue.sqs.send(new DeleteQueueCommand({ QueueUrl: other })),
  ]) {
    const error = await errorOf(call);
    expect(error.name).toBe('QueueDoesNotExist');
    expect(error.message).toBe('The specified queue does not exist.');
    expect(error.$metadata?.httpStatusCode).toBe(400);
  }
});

test('a queue belongs to its account and region', async () => {
  await using queue = await queueFixture();
  const elsewhere = queue.cloud.client(SQSClient, { region: 'eu-west-1' });
  const somebody = queue.cloud.client(SQSClient, {
    credentials: { accessKeyId: '111111111111', secretAccessKey: 'any' },
  });

  expect((await errorOf(elsewhere.send(new GetQueueUrlCommand({ QueueName: 'orders' })))).name).toBe(
    'QueueDoesNotExist',
  );
  expect((await errorOf(somebody.send(new GetQueueUrlCommand({ QueueName: 'orders' })))).name).toBe(
    'QueueDoesNotExist',
  );
  const error = await errorOf(somebody.send(new DeleteQueueCommand({ QueueUrl: queue.QueueUrl })));
  expect(error.name).toMatch(/^AccessDenied/);
  expect(error.$metadata?.httpStatusCode).toBe(403);
});

test('queues are listed by prefix, page by page', async () => {
  await using queue = await queueFixture();
  for (const name of ['a-1', 'a-2', 'a-3', 'b-1']) await queue.createQueue(name);
  const names = (urls: readonly string[] = []) => urls.map((url) => url.split('/').at(-1));

  const all = await queue.sqs.send(new ListQueuesCommand({}));
  expect(names(all.QueueUrls)).toEqual(['a-1', 'a-2', 'a-3', 'b-1', 'orders']);
  const none = await queue.sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'z' }));
  expect(none.QueueUrls).toBeUndefined();

  const first = await queue.sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'a', MaxResults: 2 }));
  expect(names(first.QueueUrls)).toEqual(['a-1', 'a-2']);
  const second = await queue.sqs.send(
    new ListQueuesCommand({ QueueNamePrefix: 'a', MaxResults: 2, NextToken: first.NextToken }),
  );
  expect(names(second.QueueUrls)).toEqual(['a-3']);
  expect(second.NextToken).toBeUndefined();
});

test('a deleted queue is gone with its messages, and its name rests for a minute', async () => {
  await using queue = await queueFixture();
  await queue.send('one');
  await queue.sqs.send(new DeleteQueueCommand({ QueueUrl: queue.QueueUrl }));

  expect((await errorOf(queue.receive())).name).toBe('QueueDoesNotExist');
  await queue.cloud.clock.advance({ seconds: 59 });
  const error = await errorOf(queue.createQueue('orders'));
  expect(error.name).toBe('QueueDeletedRecently');
  expect(error.message).toBe(
    'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
  );
  await queue.cloud.clock.advance({ seconds: 1 });
  await queue.createQueue('orders');
  expect(await queue.receive()).toEqual([]);
  expect(await queue.count()).toEqual([0, 0, 0]);
});

test('a purge takes all messages away, those in flight and delayed too, once a minute', async () => {
  await using queue = await queueFixture();
  await queue.send('one', 'two');
  await queue.sqs.send(new SendMessageCommand({ QueueUrl: queue.QueueUrl, MessageBody: 'late', DelaySeconds: 5 }));
  await queue.receive({ MaxNumberOfMessages: 1 });
  const purge = () => queue.sqs.send(new PurgeQueueCommand({ QueueUrl: queue.QueueUrl }));

  await purge();
  expect(await queue.count()).toEqual([0, 0, 0]);
  await queue.cloud.clock.advance({ seconds: 59 });
  expect(await queue.receive()).toEqual([]);

  const error = await errorOf(purge());
  expect(error.name).toBe('PurgeQueueInProgress');
  expect(error.message).toBe('Only one PurgeQueue operation on orders is allowed every 60 seconds.');
  expect(error.$metadata?.httpStatusCode).toBe(403);
  await queue.cloud.clock.advance({ seconds: 1 });
  await purge();
});
