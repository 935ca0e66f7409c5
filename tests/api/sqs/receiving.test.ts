import { DeleteMessageCommand, SendMessageCommand, type ReceiveMessageCommandInput } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { errorOf } from '../../support/cloud.ts';
import { bodiesOf, queueFixture } from './support.ts';

test('messages come in order of arrival, up to the number asked for', async () => {
  await using queue = await queueFixture();
  await queue.send('1', '2', '3', '4', '5');

  expect(bodiesOf(await queue.receive({ MaxNumberOfMessages: 2 }))).toEqual(['1', '2']);
  expect(bodiesOf(await queue.receive())).toEqual(['3', '4', '5']);
});

test('one message comes where no number is said', async () => {
  await using queue = await queueFixture();
  await queue.send('1', '2');

  expect(await queue.receive({ MaxNumberOfMessages: undefined })).toHaveLength(1);
});

test('a message that came back does not go before those that waited longer', async () => {
  await using queue = await queueFixture();
  await queue.send('first');
  await queue.receive({ VisibilityTimeout: 10 });
  await queue.cloud.clock.advance({ seconds: 5 });
  await queue.send('second');
  await queue.cloud.clock.advance({ seconds: 10 });
  await queue.send('third');

  const bodies = [];
  for (let turn = 0; turn < 3; turn++) bodies.push(...bodiesOf(await queue.receive({ MaxNumberOfMessages: 1 })));

  expect(bodies).toEqual(['second', 'first', 'third']);
});

test('a message comes without attributes unless they are asked for', async () => {
  await using queue = await queueFixture();
  await queue.send('one');

  const [message] = await queue.receive();

  expect(message).toEqual({
    MessageId: expect.any(String),
    ReceiptHandle: expect.stringMatching(/^AQEB/),
    Body: 'one',
    MD5OfBody: 'f97c5d29941bfb1b2fdab0874906ab82',
  });
});

test.each(['plain', 'say "so"', 'C:\\new\\temp', 'a\tb\r\nc', 'é漢字😀', '{"größe":"\\u00e9\\n"}'])(
  'text comes as it was sent, in its body and its attributes: %j',
  async (text) => {
    await using queue = await queueFixture();
    const { QueueUrl } = queue;
    const MessageAttributes = { said: { DataType: 'String', StringValue: text } };
    await queue.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: text, MessageAttributes }));

    // The client compares the digests of the body and of the attributes with what came.
    const [message] = await queue.receive({ MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] });

    expect(message).toMatchObject({ Body: text, MessageAttributes });
  },
);

test('system attributes tell who sent it and what happened since', async () => {
  await using queue = await queueFixture({ VisibilityTimeout: '1' });
  const sentAt = queue.cloud.clock.now();
  await queue.sqs.send(
    new SendMessageCommand({
      QueueUrl: queue.QueueUrl,
      MessageBody: 'one',
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-5759e988-x' } },
    }),
  );
  await queue.cloud.clock.advance({ seconds: 3 });
  await queue.receive();
  await queue.cloud.clock.advance({ seconds: 3 });

  const [message] = await queue.receive({ MessageSystemAttributeNames: ['All'] });

  expect(message?.Attributes).toEqual({
    SenderId: '000000000000',
    SentTimestamp: String(sentAt),
    ApproximateReceiveCount: '2',
    ApproximateFirstReceiveTimestamp: String(sentAt + 3000),
    AWSTraceHeader: 'Root=1-5759e988-x',
  });
});

test('system attributes can be asked for by name, in the old member as well', async () => {
  await using queue = await queueFixture({ VisibilityTimeout: '0' });
  await queue.send('one');

  const [byOldMember] = await queue.receive({ AttributeNames: ['SenderId' as 'All'] });
  const [byBoth] = await queue.receive({
    AttributeNames: ['SenderId' as 'All'],
    MessageSystemAttributeNames: ['ApproximateReceiveCount'],
  });

  expect(byOldMember?.Attributes).toEqual({ SenderId: '000000000000' });
  expect(byBoth?.Attributes).toEqual({ SenderId: '000000000000', ApproximateReceiveCount: '2' });
});

test.each([
  [undefined, undefined],
  [['All'], '4c360f3fdafd970e05fae2f149d997f5'],
  [['.*'], '4c360f3fdafd970e05fae2f149d997f5'],
  [['Hello', 'General'], 'fca026605781cb4126a1e9044df24232'],
  [['Hello', 'Nope'], 'a311262e065454b75da111d535b8dacd'],
  [['Hel.*'], '83fee93c1bcd8b9a5a923ffacdc636c7'],
  [['Nope'], undefined],
  [['AWS.', '..foo'], undefined],
])('message attributes asked for as %j have the digest of what is given', async (names, digest) => {
  await using queue = await queueFixture();
  const attributes = {
    Hello: { DataType: 'String', StringValue: 'There' },
    General: { DataType: 'String', StringValue: 'Kenobi' },
    'Help.Me': { DataType: 'String', StringValue: 'Me' },
  };
  await queue.sqs.send(
    new SendMessageCommand({ QueueUrl: queue.QueueUrl, MessageBody: 'msg', MessageAttributes: attributes }),
  );

  const [message] = await queue.receive({ MessageAttributeNames: names });

  expect(message?.MD5OfMessageAttributes).toBe(digest);
  expect(message?.MessageAttributes === undefined).toBe(digest === undefined);
});

test('bytes come back as they were sent', async () => {
  await using queue = await queueFixture();
  const bytes = Uint8Array.from([0, 255, 128, 7]);
  await queue.sqs.send(
    new SendMessageCommand({
      QueueUrl: queue.QueueUrl,
      MessageBody: 'msg',
      MessageAttributes: { blob: { DataType: 'Binary.png', BinaryValue: bytes } },
    }),
  );

  const [message] = await queue.receive({ MessageAttributeNames: ['All'] });

  expect(message?.MessageAttributes?.['blob']?.DataType).toBe('Binary.png');
  expect(Buffer.from(message!.MessageAttributes!['blob']!.BinaryValue!)).toEqual(Buffer.from(bytes));
});

test.each<[Partial<ReceiveMessageCommandInput>, string]>([
  [
    { MaxNumberOfMessages: 11 },
    'Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.',
  ],
  [
    { MaxNumberOfMessages: 0 },
    'Value 0 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.',
  ],
  [
    { WaitTimeSeconds: 21 },
    'Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.',
  ],
  [
    { VisibilityTimeout: 43_201 },
    'Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200, if provided.',
  ],
  [
    { ReceiveRequestAttemptId: 'again' },
    'Value again for parameter ReceiveRequestAttemptId is invalid. ' +
      'Reason: The request include parameter that is not valid for this queue type.',
  ],
])('a receive with %j is refused', async (input, message) => {
  await using queue = await queueFixture();

  const error = await errorOf(queue.receive(input));

  expect(error.name).toBe('InvalidParameterValue');
  expect(error.message).toBe(message);
});

test('a deleted message does not come back, and deleting it again succeeds', async () => {
  await using queue = await queueFixture();
  await queue.send('one');
  const [message] = await queue.receive();
  const deletion = new DeleteMessageCommand({ QueueUrl: queue.QueueUrl, ReceiptHandle: message!.ReceiptHandle });

  await queue.sqs.send(deletion);
  await queue.sqs.send(deletion);
  await queue.cloud.clock.advance({ minutes: 5 });

  expect(await queue.receive()).toEqual([]);
});

test('a message can be deleted after its timeout has lapsed', async () => {
  await using queue = await queueFixture();
  await queue.send('one');
  const [message] = await queue.receive({ VisibilityTimeout: 1 });
  await queue.cloud.clock.advance({ seconds: 2 });

  await queue.sqs.send(new DeleteMessageCommand({ QueueUrl: queue.QueueUrl, ReceiptHandle: message!.ReceiptHandle }));

  expect(await queue.receive()).toEqual([]);
  expect(await queue.count()).toEqual([0, 0, 0]);
});

test('what is no receipt handle is refused, and so is one of another queue', async () => {
  await using queue = await queueFixture();
  const other = await queue.createQueue('other');
  await queue.send('one');
  const [message] = await queue.receive();
  const remove = (QueueUrl: string, ReceiptHandle: string) =>
    queue.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));

  const fake = await errorOf(remove(queue.QueueUrl, 'fake'));
  expect(fake.name).toBe('ReceiptHandleIsInvalid');
  expect(fake.message).toBe('The input receipt handle "fake" is not a valid receipt handle.');
  const foreign = await errorOf(remove(other, message!.ReceiptHandle!));
  expect(foreign.name).toBe('ReceiptHandleIsInvalid');
  expect(foreign.message).toBe(`The receipt handle "${message!.ReceiptHandle}" is not valid for this queue.`);
});
