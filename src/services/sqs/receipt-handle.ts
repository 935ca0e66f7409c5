import { crc32 } from 'node:zlib';
import { receiptHandleIsInvalid, receiptHandleOfAnotherQueue } from './errors.ts';

/** What a receipt handle says, to us alone. */
export interface Receipt {
  readonly queueId: string;
  readonly number: number;
  /** Where the message stood after the receive that gave the handle: one look-up finds it, unless it moved since. */
  readonly visibleAt: number;
  readonly group: number;
  readonly receiveCount: number;
}

// AWS's handles begin with AQEB, three bytes of 1; ours do too.
const MAGIC = Buffer.from([1, 1, 1]);
const QUEUE_ID_BYTES = 16;
const FIELDS = {
  arn: 3,
  number: 7,
  visibleAt: 15,
  group: 23,
  receiveCount: 31,
  queueId: 35,
  sum: 35 + QUEUE_ID_BYTES,
} as const;
const LENGTH_BYTES = FIELDS.sum + 4;

/** Returns the function that makes the handles of one queue. */
export function receiptHandles(queueArn: string): (receipt: Receipt) => string {
  const arnSum = crc32(queueArn);
  return (receipt) => formatReceiptHandle(arnSum, receipt);
}

function formatReceiptHandle(arnSum: number, receipt: Receipt): string {
  const bytes = Buffer.allocUnsafe(LENGTH_BYTES);
  bytes.set(MAGIC);
  bytes.writeUInt32BE(arnSum, FIELDS.arn);
  bytes.writeDoubleBE(receipt.number, FIELDS.number);
  bytes.writeDoubleBE(receipt.visibleAt, FIELDS.visibleAt);
  bytes.writeDoubleBE(receipt.group, FIELDS.group);
  bytes.writeUInt32BE(receipt.receiveCount, FIELDS.receiveCount);
  bytes.write(receipt.queueId, FIELDS.queueId, QUEUE_ID_BYTES, 'latin1');
  bytes.writeUInt32BE(crc32(bytes.subarray(0, FIELDS.sum)), FIELDS.sum);
  return bytes.toString('base64');
}

/** Throws ReceiptHandleIsInvalid for what was never a handle, and for a handle that another queue gave. */
export function parseReceiptHandle(receiptHandle: string, queueArn: string): Receipt {
  const bytes = Buffer.from(receiptHandle, 'base64');
  const isOurs =
    bytes.length === LENGTH_BYTES &&
    bytes.subarray(0, MAGIC.length).equals(MAGIC) &&
    bytes.readUInt32BE(FIELDS.sum) === crc32(bytes.subarray(0, FIELDS.sum)) &&
    bytes.toString('base64') === receiptHandle;
  if (!isOurs) throw receiptHandleIsInvalid(receiptHandle);
  if (bytes.readUInt32BE(FIELDS.arn) !== crc32(queueArn)) throw receiptHandleOfAnotherQueue(receiptHandle);
  return {
    queueId: bytes.toString('latin1', FIELDS.queueId, FIELDS.queueId + QUEUE_ID_BYTES),
    number: bytes.readDoubleBE(FIELDS.number),
    visibleAt: bytes.readDoubleBE(FIELDS.visibleAt),
    group: bytes.readDoubleBE(FIELDS.group),
    receiveCount: bytes.readUInt32BE(FIELDS.receiveCount),
  };
}
