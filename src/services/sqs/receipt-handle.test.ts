import { expect, test } from 'vitest';
import { parseReceiptHandle, receiptHandles, type Receipt } from './receipt-handle.ts';

const queueArn = 'arn:aws:sqs:us-east-1:000000000000:orders';
const formatReceiptHandle = receiptHandles(queueArn);
const receipt: Receipt = {
  queueId: 'ABCDEFGHIJKLMNOP',
  number: -12,
  visibleAt: 1_800_000_000_123,
  group: 5,
};

test('a receipt handle reads back, and looks like one of AWS', () => {
  const handle = formatReceiptHandle(receipt);

  expect(handle).toMatch(/^AQEB[A-Za-z0-9+/]+$/);
  expect(parseReceiptHandle(handle, queueArn)).toEqual(receipt);
});

test('two receives of one message give two handles', () => {
  expect(formatReceiptHandle({ ...receipt, group: 6 })).not.toBe(formatReceiptHandle(receipt));
});

test.each([
  'fake',
  '',
  'AQEB',
  'not base64!',
  formatReceiptHandle(receipt).replace('AQEB', 'AQEC'),
  `${formatReceiptHandle(receipt)}=`,
])('%j is not a receipt handle', (handle) => {
  expect(() => parseReceiptHandle(handle, queueArn)).toThrow(
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  );
});

test('a handle of another queue is refused', () => {
  const handle = formatReceiptHandle(receipt);

  expect(() => parseReceiptHandle(handle, 'arn:aws:sqs:us-east-1:000000000000:other')).toThrow(
    `The receipt handle "${handle}" is not valid for this queue.`,
  );
});
