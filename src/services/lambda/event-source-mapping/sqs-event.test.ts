import { expect, test } from 'vitest';
import { toSqsEvent } from './sqs-event.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:orders';

test('a batch becomes the event that AWS sends', () => {
  const message = {
    MessageId: 'id',
    ReceiptHandle: 'handle',
    Body: 'body',
    MD5OfBody: '841a2d689ad86bd1611447453c22c6fc',
    Attributes: { ApproximateReceiveCount: '1' },
    MD5OfMessageAttributes: 'md5',
    MessageAttributes: {
      kind: { DataType: 'String', StringValue: 'order' },
      raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
    },
  };
  expect(toSqsEvent([message], QUEUE)).toEqual({
    Records: [
      {
        messageId: 'id',
        receiptHandle: 'handle',
        body: 'body',
        attributes: { ApproximateReceiveCount: '1' },
        messageAttributes: {
          kind: { stringValue: 'order', stringListValues: [], binaryListValues: [], dataType: 'String' },
          raw: { binaryValue: 'AQI=', stringListValues: [], binaryListValues: [], dataType: 'Binary' },
        },
        md5OfMessageAttributes: 'md5',
        md5OfBody: '841a2d689ad86bd1611447453c22c6fc',
        eventSource: 'aws:sqs',
        eventSourceARN: QUEUE,
        awsRegion: 'us-east-1',
      },
    ],
  });
});
