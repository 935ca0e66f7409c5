import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { errorOf } from '../../support/cloud.ts';
import { bodiesOf, queueFixture, type QueueFixture } from './support.ts';

const send = (queue: QueueFixture, Entries: SendMessageBatchRequestEntry[]) =>
  queue.sqs.send(new SendMessageBatchCommand({ QueueUrl: queue.QueueUrl, Entries }));

const entry = (Id: string, MessageBody = Id) => ({ Id, MessageBody });

test('a batch is sent, received, hidden longer and deleted as one', async () => {
  await using queue = await queueFixture();
  const { QueueUrl } = queue;
  const ids = ['a', 'b', 'c'];

  const sent = await send(
    queue,
    ids.map((id) => entry(id)),
  );
  expect(sent.Successful?.map(({ Id }) => Id)).toEqual(ids);
  expect(sent.Failed).toBeUndefined();
  const messages = await queue.receive();
  expect(bodiesOf(messages)).toEqual(ids);
  expect(messages.map(({ MessageId }) => MessageId)).toEqual(sent.Successful?.map(({ MessageId }) => MessageId));

  const handles = messages.map(({ ReceiptHandle }, index) => ({ Id: ids[index]!, ReceiptHandle: ReceiptHandle! }));
  const changed = await queue.sqs.send(
    new ChangeMessageVisibilityBatchCommand({
      QueueUrl,
      Entries: handles.map((handle) => ({ ...handle, VisibilityTimeout: 100 })),
    }),
  );
  expect(changed.Successful?.map(({ Id }) => Id)).toEqual(ids);
  await queue.cloud.clock.advance({ seconds: 99 });
  expect(await queue.receive()).toEqual([]);

  const deleted = await queue.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: handles }));
  expect(deleted.Successful?.map(({ Id }) => Id)).toEqual(ids);
  expect(await queue.count()).toEqual([0, 0, 0]);
});

test('an entry that fails does not keep the others from being sent', async () => {
  await using queue = await queueFixture({ MaximumMessageSize: '1024' });

  const { Successful, Failed } = await send(queue, [
    entry('good'),
    { Id: 'empty', MessageBody: '' },
    { Id: 'late', MessageBody: 'x', DelaySeconds: 1000 },
    { Id: 'fifo', MessageBody: 'x', MessageDeduplicationId: '1' },
    { Id: 'group', MessageBody: 'x', MessageGroupId: ' ' },
    { Id: 'binary', MessageBody: '\u0000' },
    entry('large', 'x'.repeat(1025)),
    entry('last'),
  ]);

  expect(Successful?.map(({ Id }) => Id)).toEqual(['good', 'last']);
  expect(Failed).toEqual([
    {
      Id: 'empty',
      SenderFault: true,
      Code: 'MissingParameter',
      Message: 'The request must contain the parameter SendMessageBatchRequestEntry.2.MessageBody.',
    },
    {
      Id: 'late',
      SenderFault: true,
      Code: 'InvalidParameterValue',
      Message: 'Value 1000 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.',
    },
    {
      Id: 'fifo',
      SenderFault: true,
      Code: 'InvalidParameterValue',
      Message: 'The request include parameter that is not valid for this queue type',
    },
    {
      Id: 'group',
      SenderFault: true,
      Code: 'InvalidParameterValue',
      Message: 'MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length',
    },
    {
      Id: 'binary',
      SenderFault: true,
      Code: 'InvalidMessageContents',
      Message: expect.stringContaining("Invalid binary character '#x0' was found in the message body"),
    },
    {
      Id: 'large',
      SenderFault: true,
      Code: 'InvalidParameterValue',
      Message: 'One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.',
    },
  ]);
  expect(bodiesOf(await queue.receive())).toEqual(['good', 'last']);
});

test('a handle that is none fails alone', async () => {
  await using queue = await queueFixture();
  await queue.send('one');
  const [message] = await queue.receive();

  const { Successful, Failed } = await queue.sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl: queue.QueueUrl,
      Entries: [
        { Id: 'good', ReceiptHandle: message!.ReceiptHandle },
        { Id: 'bad', ReceiptHandle: 'fake' },
      ],
    }),
  );

  expect(Successful).toEqual([{ Id: 'good' }]);
  expect(Failed).toEqual([
    {
      Id: 'bad',
      SenderFault: true,
      Code: 'ReceiptHandleIsInvalid',
      Message: 'The input receipt handle "fake" is not a valid receipt handle.',
    },
  ]);
});

test.each<[string, SendMessageBatchRequestEntry[], string, string]>([
  ['no entries', [], 'EmptyBatchRequest', 'There should be at least one SendMessageBatchRequestEntry in the request.'],
  [
    'eleven entries',
    Array.from({ length: 11 }, (_, index) => entry(`m${index}`)),
    'TooManyEntriesInBatchRequest',
    'Maximum number of entries per request are 10. You have sent 11.',
  ],
  ['an id twice', [entry('same'), entry('same')], 'BatchEntryIdsNotDistinct', 'Id same repeated.'],
  [
    'an id with a colon',
    [entry('invalid:id')],
    'InvalidBatchEntryId',
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
  ],
  [
    'an id of 81 letters',
    [entry('x'.repeat(81))],
    'InvalidBatchEntryId',
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
  ],
  [
    'more than a megabyte',
    [
      entry('1', 'a'.repeat(524_288)),
      entry('2', 'b'.repeat(524_230)),
      {
        ...entry('3', 'message3'),
        MessageAttributes: { Yolo: { DataType: 'Number.customtype', StringValue: '12345678901234567890' } },
      },
      { ...entry('4', 'message4'), MessageAttributes: { Yolo: { DataType: 'String', StringValue: 'c'.repeat(50) } } },
    ],
    'BatchRequestTooLong',
    'Batch requests cannot be longer than 1048576 bytes. You have sent 1048635 bytes.',
  ],
])('a batch with %s is refused as a whole', async (_, entries, name, message) => {
  await using queue = await queueFixture();

  const error = await errorOf(send(queue, entries));

  expect(error.name).toBe(name);
  expect(error.message).toBe(message);
  expect(error.$metadata?.httpStatusCode).toBe(400);
  expect(await queue.count()).toEqual([0, 0, 0]);
});
