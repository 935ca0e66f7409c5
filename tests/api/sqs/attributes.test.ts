import { GetQueueAttributesCommand, SetQueueAttributesCommand, type QueueAttributeName } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { errorOf } from '../../support/cloud.ts';
import { queueFixture, type QueueFixture } from './support.ts';

type Attributes = Partial<Record<QueueAttributeName, string>>;

const get = async (queue: QueueFixture, ...AttributeNames: QueueAttributeName[]) =>
  (await queue.sqs.send(new GetQueueAttributesCommand({ QueueUrl: queue.QueueUrl, AttributeNames }))).Attributes;

const set = (queue: QueueFixture, Attributes: Attributes) =>
  queue.sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue.QueueUrl, Attributes }));

test('a new queue has the attributes that AWS gives it', async () => {
  await using queue = await queueFixture();
  const now = String(Math.floor(queue.cloud.clock.now() / 1000));

  expect(await get(queue, 'All')).toEqual({
    QueueArn: 'arn:aws:sqs:us-east-1:000000000000:orders',
    ApproximateNumberOfMessages: '0',
    ApproximateNumberOfMessagesNotVisible: '0',
    ApproximateNumberOfMessagesDelayed: '0',
    CreatedTimestamp: now,
    LastModifiedTimestamp: now,
    VisibilityTimeout: '30',
    MaximumMessageSize: '1048576',
    MessageRetentionPeriod: '345600',
    DelaySeconds: '0',
    ReceiveMessageWaitTimeSeconds: '0',
    SqsManagedSseEnabled: 'true',
  });
});

test('only the attributes asked for are said', async () => {
  await using queue = await queueFixture();

  expect(await get(queue, 'DelaySeconds', 'Policy', 'FifoQueue')).toEqual({ DelaySeconds: '0' });
  expect(await get(queue)).toBeUndefined();
});

test('set attributes are said back, and the time of the change', async () => {
  await using queue = await queueFixture();
  await queue.cloud.clock.advance({ seconds: 7 });

  await set(queue, { VisibilityTimeout: '69', DelaySeconds: '420', MaximumMessageSize: '2048' });

  const attributes = (await get(queue, 'All'))!;
  expect(attributes).toMatchObject({ VisibilityTimeout: '69', DelaySeconds: '420', MaximumMessageSize: '2048' });
  expect(Number(attributes.LastModifiedTimestamp) - Number(attributes.CreatedTimestamp)).toBe(7);
});

test.each<[QueueAttributeName, string]>([
  ['VisibilityTimeout', '43201'],
  ['VisibilityTimeout', '-1'],
  ['VisibilityTimeout', ''],
  ['DelaySeconds', '901'],
  ['DelaySeconds', '5.5'],
  ['MaximumMessageSize', '1023'],
  ['MaximumMessageSize', '1048577'],
  ['MessageRetentionPeriod', '59'],
  ['MessageRetentionPeriod', '1209601'],
  ['ReceiveMessageWaitTimeSeconds', '21'],
  ['KmsDataKeyReusePeriodSeconds', '59'],
  ['SqsManagedSseEnabled', 'yes'],
  ['Policy', 'no json'],
])('%s cannot be %j', async (name, value) => {
  await using queue = await queueFixture();

  for (const call of [set(queue, { [name]: value }), queue.createQueue('other', { [name]: value })]) {
    const error = await errorOf(call);
    expect(error.name).toBe('InvalidAttributeValue');
    expect(error.message).toBe(`Invalid value for the parameter ${name}.`);
  }
});

test.each(['QueueArn', 'ApproximateNumberOfMessages', 'FifoQueue', 'ContentBasedDeduplication', 'Foo', 'All'])(
  '%s cannot be set on a standard queue',
  async (name) => {
    await using queue = await queueFixture();

    const error = await errorOf(set(queue, { [name]: 'true' }));

    expect(error.name).toBe('InvalidAttributeName');
    expect(error.message).toBe(`Unknown Attribute ${name}.`);
  },
);

test('an unknown attribute cannot be asked for', async () => {
  await using queue = await queueFixture();

  // The type knows better than to ask for it.
  const error = await errorOf(get(queue, 'Nope' as QueueAttributeName));

  expect(error.name).toBe('InvalidAttributeName');
  expect(error.message).toBe('Unknown Attribute Nope.');
});

test('a queue is encrypted in one way or the other', async () => {
  await using queue = await queueFixture();
  const names = ['KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled'] as const;

  await set(queue, { KmsMasterKeyId: 'alias/aws/sqs' });
  expect(await get(queue, ...names)).toEqual({
    KmsMasterKeyId: 'alias/aws/sqs',
    KmsDataKeyReusePeriodSeconds: '300',
    SqsManagedSseEnabled: 'false',
  });
  await set(queue, { SqsManagedSseEnabled: 'true' });
  expect(await get(queue, ...names)).toEqual({ SqsManagedSseEnabled: 'true' });

  const error = await errorOf(set(queue, { KmsMasterKeyId: 'alias/aws/sqs', SqsManagedSseEnabled: 'true' }));
  expect(error.name).toBe('InvalidAttributeName');
  expect(error.message).toBe(
    'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
  );
});

test('a policy is kept as written, and an empty one takes it away', async () => {
  await using queue = await queueFixture();
  const Policy = '{"Version":"2012-10-17","Statement":[]}';

  await set(queue, { Policy });
  expect(await get(queue, 'Policy')).toEqual({ Policy });
  await set(queue, { Policy: '' });
  expect(await get(queue, 'Policy')).toBeUndefined();
});
