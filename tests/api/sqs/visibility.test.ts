import { ChangeMessageVisibilityCommand, DeleteMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { errorOf } from '../../support/cloud.ts';
import { bodiesOf, queueFixture } from './support.ts';

test('a received message is hidden, and comes back when its visibility timeout lapses', async () => {
  await using queue = await queueFixture();
  await queue.send('one');

  expect(bodiesOf(await queue.receive())).toEqual(['one']);
  expect(await queue.receive()).toEqual([]);
  await queue.cloud.clock.advance({ seconds: 29 });
  expect(await queue.receive()).toEqual([]);
  await queue.cloud.clock.advance({ seconds: 1 });
  expect(bodiesOf(await queue.receive())).toEqual(['one']);
});

test("a receive's own timeout goes before the queue's", async () => {
  await using queue = await queueFixture({ VisibilityTimeout: '100' });
  await queue.send('one');

  await queue.receive({ VisibilityTimeout: 5 });
  await queue.cloud.clock.advance({ seconds: 5 });
  expect(await queue.receive()).toHaveLength(1);
  await queue.cloud.clock.advance({ seconds: 99 });
  expect(await queue.receive()).toEqual([]);
});

test('a receive with a timeout of 0 leaves the message to the next', async () => {
  await using queue = await queueFixture();
  await queue.send('one');

  const [first] = await queue.receive({ VisibilityTimeout: 0 });
  const [second] = await queue.receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] });

  expect(second?.MessageId).toBe(first?.MessageId);
  expect(second?.Attributes?.ApproximateReceiveCount).toBe('2');
});

test('the timeout of a message in flight can be extended again and again, with the same handle', async () => {
  await using queue = await queueFixture();
  await queue.send('one');
  const [message] = await queue.receive();
  const handle = { QueueUrl: queue.QueueUrl, ReceiptHandle: message!.ReceiptHandle! };

  for (let beat = 0; beat < 5; beat++) {
    await queue.cloud.clock.advance({ seconds: 20 });
    await queue.sqs.send(new ChangeMessageVisibilityCommand({ ...handle, VisibilityTimeout: 30 }));
  }
  expect(await queue.receive()).toEqual([]);
  await queue.sqs.send(new DeleteMessageCommand(handle));
  await queue.cloud.clock.advance({ hours: 1 });

  expect(await queue.receive()).toEqual([]);
  expect(await queue.count()).toEqual([0, 0, 0]);
});

test('a timeout of 0 gives the message back at once', async () => {
  await using queue = await queueFixture();
  await queue.send('one');
  const [message] = await queue.receive();

  await queue.sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queue.QueueUrl,
      ReceiptHandle: message!.ReceiptHandle!,
      VisibilityTimeout: 0,
    }),
  );

  expect(bodiesOf(await queue.receive())).toEqual(['one']);
});

test('changing a timeout that has lapsed succeeds and changes nothing', async () => {
  await using queue = await queueFixture();
  await queue.send('one');
  const [message] = await queue.receive({ VisibilityTimeout: 2 });
  await queue.cloud.clock.advance({ seconds: 2 });

  await queue.sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queue.QueueUrl,
      ReceiptHandle: message!.ReceiptHandle!,
      VisibilityTimeout: 60,
    }),
  );

  expect(bodiesOf(await queue.receive())).toEqual(['one']);
});

test('an older handle still changes and deletes its message', async () => {
  await using queue = await queueFixture();
  await queue.send('one');
  const [older] = await queue.receive({ VisibilityTimeout: 1 });
  await queue.cloud.clock.advance({ seconds: 1 });
  const [newer] = await queue.receive();
  expect(newer!.ReceiptHandle).not.toBe(older!.ReceiptHandle);
  const handle = { QueueUrl: queue.QueueUrl, ReceiptHandle: older!.ReceiptHandle! };

  await queue.sqs.send(new ChangeMessageVisibilityCommand({ ...handle, VisibilityTimeout: 0 }));
  expect(await queue.count()).toEqual([1, 0, 0]);
  await queue.sqs.send(new DeleteMessageCommand(handle));
  expect(await queue.count()).toEqual([0, 0, 0]);
});

test('a message that is gone cannot change its timeout', async () => {
  await using queue = await queueFixture();
  await queue.send('one');
  const [message] = await queue.receive();
  const handle = { QueueUrl: queue.QueueUrl, ReceiptHandle: message!.ReceiptHandle! };
  await queue.sqs.send(new DeleteMessageCommand(handle));

  const error = await errorOf(queue.sqs.send(new ChangeMessageVisibilityCommand({ ...handle, VisibilityTimeout: 5 })));

  expect(error.name).toBe('InvalidParameterValue');
  expect(error.message).toBe(
    `Value ${handle.ReceiptHandle} for parameter ReceiptHandle is invalid. ` +
      'Reason: Message does not exist or is not available for visibility timeout change.',
  );
});

test('a message stays invisible for twelve hours at most, counted from its receive', async () => {
  await using queue = await queueFixture();
  await queue.send('one');
  const [message] = await queue.receive();
  await queue.cloud.clock.advance({ seconds: 10 });

  const change = (VisibilityTimeout: number) =>
    queue.sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queue.QueueUrl,
        ReceiptHandle: message!.ReceiptHandle!,
        VisibilityTimeout,
      }),
    );

  expect((await errorOf(change(43_191))).message).toBe(
    'Value 43191 for parameter VisibilityTimeout is invalid. ' +
      'Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds].',
  );
  expect((await errorOf(change(43_201))).message).toBe(
    'Value 43201 for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.',
  );
  await change(43_190);
});
