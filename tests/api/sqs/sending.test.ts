import { SendMessageCommand, type SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { errorOf } from '../../support/cloud.ts';
import { bodiesOf, queueFixture, type QueueFixture } from './support.ts';

const send = (queue: QueueFixture, input: Partial<SendMessageCommandInput>) =>
  queue.sqs.send(new SendMessageCommand({ QueueUrl: queue.QueueUrl, MessageBody: 'Test Message', ...input }));

test('a sender learns the id and the digests of its message', async () => {
  await using queue = await queueFixture();

  const sent = await send(queue, {
    MessageAttributes: { Hello: { DataType: 'String', StringValue: 'World' } },
    MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'some-trace-id' } },
  });

  expect(sent.MessageId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(sent).toMatchObject({
    MD5OfMessageBody: 'd1d4180b7e411c4be86b00fb2ee103eb',
    MD5OfMessageAttributes: '7db7fb1ba7f41366a8ea5eb18220b26d',
    MD5OfMessageSystemAttributes: 'fdce4f2818803f2f73becc09a54792c0',
  });
});

test('a delayed message arrives later', async () => {
  await using queue = await queueFixture();
  await send(queue, { MessageBody: 'late', DelaySeconds: 10 });
  await send(queue, { MessageBody: 'now' });

  expect(await queue.count()).toEqual([1, 0, 1]);
  expect(bodiesOf(await queue.receive({ VisibilityTimeout: 100 }))).toEqual(['now']);
  await queue.cloud.clock.advance({ seconds: 10 });
  expect(await queue.count()).toEqual([1, 1, 0]);
  const [late] = await queue.receive({ MessageSystemAttributeNames: ['All'] });
  expect(late).toMatchObject({ Body: 'late', Attributes: { ApproximateReceiveCount: '1' } });
});

test("the queue's delay holds where the sender does not say", async () => {
  await using queue = await queueFixture({ DelaySeconds: '10' });
  await send(queue, { MessageBody: 'late' });
  await send(queue, { MessageBody: 'now', DelaySeconds: 0 });

  expect(bodiesOf(await queue.receive())).toEqual(['now']);
});

test('a message of a megabyte goes through, one byte more does not', async () => {
  await using queue = await queueFixture();
  const limit = 1_048_576;
  const attribute = { a: { DataType: 'String', StringValue: 'b' } };

  await send(queue, { MessageBody: 'x'.repeat(limit) });
  await send(queue, { MessageBody: 'x'.repeat(limit - 8), MessageAttributes: attribute });
  const [first] = await queue.receive({ MaxNumberOfMessages: 1 });
  expect(first!.Body).toHaveLength(limit);

  for (const input of [
    { MessageBody: 'x'.repeat(limit + 1) },
    { MessageBody: 'x'.repeat(limit - 7), MessageAttributes: attribute },
    { MessageBody: 'é'.repeat(limit / 2) + 'x' },
  ]) {
    const error = await errorOf(send(queue, input));
    expect(error.name).toBe('InvalidParameterValue');
    expect(error.message).toBe(
      `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
    );
  }
});

test("the queue's own limit holds", async () => {
  await using queue = await queueFixture({ MaximumMessageSize: '1024' });

  await send(queue, { MessageBody: 'x'.repeat(1024) });
  const error = await errorOf(send(queue, { MessageBody: 'x'.repeat(1025) }));

  expect(error.message).toBe('One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.');
});

const text = { DataType: 'String', StringValue: 'World' };

test.each<[string, Partial<SendMessageCommandInput>, string, string]>([
  ['an empty body', { MessageBody: '' }, 'MissingParameter', 'The request must contain the parameter MessageBody.'],
  [
    'a control character',
    { MessageBody: 'a\u0001' },
    'InvalidMessageContents',
    "Invalid binary character '#x1' was found in the message body, the set of allowed characters is " +
      '#x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]',
  ],
  [
    'too long a delay',
    { DelaySeconds: 901 },
    'InvalidParameterValue',
    'Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.',
  ],
  [
    'a deduplication id',
    { MessageDeduplicationId: '1' },
    'InvalidParameterValue',
    'The request include parameter MessageDeduplicationId which is not valid for this queue type',
  ],
  [
    'a group id with a space',
    { MessageGroupId: 'a b' },
    'InvalidParameterValue',
    'Value a b for parameter MessageGroupId is invalid. ' +
      'Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
  ],
  [
    'a number that is none',
    { MessageAttributes: { Hello: { DataType: 'Number', StringValue: 'world' } } },
    'InvalidParameterValue',
    "Can't cast the value of message (user) attribute 'Hello' to a number.",
  ],
  [
    'an empty value',
    { MessageAttributes: { Hello: { DataType: 'String', StringValue: '' } } },
    'InvalidParameterValue',
    "Message (user) attribute 'Hello' must contain a non-empty value of type 'String'.",
  ],
  [
    'an unknown type',
    { MessageAttributes: { Hello: { DataType: 'Boolean', StringValue: 'true' } } },
    'InvalidParameterValue',
    "The type of message (user) attribute 'Hello' is invalid. " +
      'You must use only the following supported type prefixes: Binary, Number, String.',
  ],
  [
    'an attribute without a name',
    { MessageAttributes: { '': text } },
    'InvalidParameterValue',
    'The request must contain non-empty message (user) attribute names.',
  ],
  [
    'a reserved name',
    { MessageAttributes: { 'amazon.x': text } },
    'InvalidParameterValue',
    "You can't use message attribute names beginning with 'AWS.' or 'Amazon'. These strings are reserved for internal use.",
  ],
  [
    'too long a name',
    { MessageAttributes: { ['a'.repeat(257)]: text } },
    'InvalidParameterValue',
    'Message (user) attribute name must be shorter than 256 bytes.',
  ],
  [
    'too many attributes',
    { MessageAttributes: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`a${index}`, text])) },
    'InvalidParameterValue',
    'Number of message attributes [11] exceeds the allowed maximum [10].',
  ],
  [
    'a list',
    { MessageAttributes: { Hello: { DataType: 'StringList', StringListValues: ['World'] } } },
    'UnsupportedOperation',
    'Message attribute list values in SendMessage operation are not supported.',
  ],
])('a message with %s is refused', async (_, input, name, message) => {
  await using queue = await queueFixture();

  const error = await errorOf(send(queue, input));

  expect(error.name).toBe(name);
  expect(error.message).toBe(message);
  expect(await queue.count()).toEqual([0, 0, 0]);
});

test('a group id is allowed on a standard queue, and comes with the message', async () => {
  await using queue = await queueFixture();
  await send(queue, { MessageGroupId: 'tenant-1' });

  const [message] = await queue.receive({ MessageSystemAttributeNames: ['MessageGroupId'] });

  expect(message?.Attributes).toEqual({ MessageGroupId: 'tenant-1' });
});
