import { toBuffer } from '../../../lib/to-buffer.ts';
import type { OperationType, StreamViewType } from '@aws-sdk/client-dynamodb-streams';
import { pickAttributes } from '../item-key.ts';
import { keyNames, type KeySchema } from '../key-schema.ts';
import { StoredItem } from '../stored-item.ts';
import { isEqual } from '../values/compare.ts';

/** What happened to an item, as it lies in its stream. Which place it has is said by its key. */
export interface StoredRecord {
  readonly eventName: OperationType;
  /** Epoch milliseconds. */
  readonly at: number;
  /** DynamoDB itself did it, because the item had expired. */
  readonly isExpiry: boolean;
  readonly keys: StoredItem;
  readonly newImage: StoredItem | undefined;
  readonly oldImage: StoredItem | undefined;
}

interface Change {
  readonly old: StoredItem | undefined;
  readonly next: StoredItem | undefined;
}

/** Undefined where nothing changed: a write that leaves an item as it was is not recorded. */
export function toStoredRecord(
  { old, next }: Change,
  view: { readonly viewType: StreamViewType; readonly keys: KeySchema },
  { at, isExpiry }: Pick<StoredRecord, 'at' | 'isExpiry'>,
): StoredRecord | undefined {
  const item = next ?? old;
  if (!item || (old && next && isSame(old, next))) return undefined;
  return {
    eventName: !old ? 'INSERT' : next ? 'MODIFY' : 'REMOVE',
    at,
    isExpiry,
    keys: StoredItem.of(pickAttributes(item.item, keyNames(view.keys))),
    newImage: view.viewType === 'NEW_IMAGE' || view.viewType === 'NEW_AND_OLD_IMAGES' ? next : undefined,
    oldImage: view.viewType === 'OLD_IMAGE' || view.viewType === 'NEW_AND_OLD_IMAGES' ? old : undefined,
  };
}

/** The same attributes may have come in another order, which leaves the length as it was: most changes show at once. */
const isSame = (old: StoredItem, next: StoredItem): boolean =>
  old.bytes.length === next.bytes.length &&
  (Buffer.compare(old.bytes, next.bytes) === 0 || isEqual({ M: old.item }, { M: next.item }));

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamRecord.html: keys and images. */
export const recordSizeBytes = ({ keys, newImage, oldImage }: StoredRecord): number =>
  keys.sizeBytes + (newImage?.sizeBytes ?? 0) + (oldImage?.sizeBytes ?? 0);

const FORMAT = 1;
const EVENT_NAMES: readonly OperationType[] = ['INSERT', 'MODIFY', 'REMOVE'];
const AT_OFFSET = 3;
const LENGTHS_OFFSET = AT_OFFSET + 8;
const HEADER_BYTES = LENGTHS_OFFSET + 3 * 4;

/** A header, then the items' own bytes, which neither the writer nor the reader has to parse. */
export function encodeRecord({ eventName, at, isExpiry, keys, newImage, oldImage }: StoredRecord): Uint8Array {
  const header = Buffer.alloc(HEADER_BYTES);
  header[0] = FORMAT;
  header[1] = EVENT_NAMES.indexOf(eventName);
  header[2] = isExpiry ? 1 : 0;
  header.writeDoubleBE(at, AT_OFFSET);
  const items = [keys, newImage, oldImage].map((item) => item?.bytes ?? NOTHING);
  for (const [place, { length }] of items.entries()) header.writeUInt32BE(length, LENGTHS_OFFSET + 4 * place);
  return Buffer.concat([header, ...items]);
}

const NOTHING = new Uint8Array();

/** Enough to know whether the record is still kept. */
export const recordedAt = (bytes: Uint8Array): number => toBuffer(bytes).readDoubleBE(AT_OFFSET);

export function decodeRecord(bytes: Uint8Array): StoredRecord {
  const buffer = toBuffer(bytes);
  let end = HEADER_BYTES;
  const [keys, newImage, oldImage] = [0, 1, 2].map((place) => {
    const start = end;
    end += buffer.readUInt32BE(LENGTHS_OFFSET + 4 * place);
    return end === start ? undefined : new StoredItem(buffer.subarray(start, end));
  });
  return {
    eventName: EVENT_NAMES[buffer[1]!]!,
    at: buffer.readDoubleBE(AT_OFFSET),
    isExpiry: buffer[2] === 1,
    keys: keys!,
    newImage,
    oldImage,
  };
}
