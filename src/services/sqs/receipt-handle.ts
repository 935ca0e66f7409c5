import { crc32 } from 'node:zlib';
import { receiptHandleIsInvalid, receiptHandleOfAnotherQueue } from './errors.ts';

/** What a receipt handle says, to us alone. */
export interface Receipt {
  readonly queueId: string;
  readonly number: number;
  /** Where the message stood after the receive that gave the handle: one look-up finds it, unless it moved since. */
  readonly visibleAt: number;
  /** Another one at each receive, so that no two give the same handle. */
  readonly group: number;
}

// AWS's handles begin with AQEB, three bytes of 1; ours do too.
const MAGIC = 0x01_01_01;
const QUEUE_ID_BYTES = 16;
const FIELDS = {
  arn: 3,
  number: 7,
  visibleAt: 15,
  group: 23,
  queueId: 31,
  sum: 31 + QUEUE_ID_BYTES,
} as const;
/** A multiple of three: base64 has one way to write these bytes, without padding. */
const LENGTH_BYTES = FIELDS.sum + 4;
const LENGTH = (LENGTH_BYTES / 3) * 4;

// Handles come by the ten and are made without a wait in between: one buffer does for all.
const handle = Buffer.alloc(LENGTH_BYTES);
const summed = handle.subarray(0, FIELDS.sum);

/** Returns the function that makes the handles of one queue. */
export function receiptHandles(queueArn: string): (receipt: Receipt) => string {
  const arnSum = crc32(queueArn);
  return (receipt) => formatReceiptHandle(arnSum, receipt);
}

function formatReceiptHandle(arnSum: number, receipt: Receipt): string {
  handle.writeUIntBE(MAGIC, 0, FIELDS.arn);
  handle.writeUInt32BE(arnSum, FIELDS.arn);
  handle.writeDoubleBE(receipt.number, FIELDS.number);
  handle.writeDoubleBE(receipt.visibleAt, FIELDS.visibleAt);
  handle.writeDoubleBE(receipt.group, FIELDS.group);
  handle.write(receipt.queueId, FIELDS.queueId, QUEUE_ID_BYTES, 'latin1');
  handle.writeUInt32BE(crc32(summed), FIELDS.sum);
  return handle.toString('base64');
}

/** Reads the handles of one queue. Throws ReceiptHandleIsInvalid for what was never one, and for that of another queue. */
export function receiptReader(queueArn: string): (receiptHandle: string) => Receipt {
  const arnSum = crc32(queueArn);
  return (receiptHandle) => {
    const isOurs =
      receiptHandle.length === LENGTH &&
      handle.write(receiptHandle, 'base64') === LENGTH_BYTES &&
      handle.readUIntBE(0, FIELDS.arn) === MAGIC &&
      handle.readUInt32BE(FIELDS.sum) === crc32(summed);
    if (!isOurs) throw receiptHandleIsInvalid(receiptHandle);
    if (handle.readUInt32BE(FIELDS.arn) !== arnSum) throw receiptHandleOfAnotherQueue(receiptHandle);
    return {
      queueId: handle.toString('latin1', FIELDS.queueId, FIELDS.sum),
      number: handle.readDoubleBE(FIELDS.number),
      visibleAt: handle.readDoubleBE(FIELDS.visibleAt),
      group: handle.readDoubleBE(FIELDS.group),
    };
  };
}

export const parseReceiptHandle = (receiptHandle: string, queueArn: string) => receiptReader(queueArn)(receiptHandle);
