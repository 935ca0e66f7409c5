import { itemSizeBytes } from './values/size.ts';
import { decodeItem, encodeItem, hasBinary, quoteAsIs } from './item-json.ts';
import type { Item } from './values/value.ts';

/** One byte of flags, then DynamoDB's item size, so that paging and capacity need no parsing. */
const HEADER_BYTES = 4;
const HAS_BINARY = 1;
/** All its texts are ASCII, and none needs an escape in JSON. (2 was written once, and says less.) */
const IS_PLAIN = 4;

/**
 * An item as it lies in storage: a header, then its DynamoDB JSON as UTF-8, which answers carry as it is.
 * It is parsed only when a condition, a filter, a projection or an update asks for the attributes.
 */
export class StoredItem {
  readonly bytes: Uint8Array;
  #item: Item | undefined;

  constructor(bytes: Uint8Array, item?: Item) {
    this.bytes = bytes;
    this.#item = item;
  }

  /** `item` is checked and normalised (values/check.ts); `isPlain` where its texts are known to be (model/plain-input.ts). */
  static of(item: Item, sizeBytes = itemSizeBytes(item), isPlain = false): StoredItem {
    const json = encodeItem(item, isPlain ? quoteAsIs : undefined);
    const jsonBytes = isPlain ? json.length : Buffer.byteLength(json);
    const bytes = Buffer.allocUnsafe(HEADER_BYTES + jsonBytes);
    const isFoundPlain = isPlain || (jsonBytes === json.length && !json.includes('\\'));
    bytes[0] = (hasBinary(item) ? HAS_BINARY : 0) | (isFoundPlain ? IS_PLAIN : 0);
    bytes.writeUIntBE(sizeBytes, 1, 3);
    bytes.write(json, HEADER_BYTES, isPlain ? 'latin1' : 'utf8');
    return new StoredItem(bytes, item);
  }

  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
  get sizeBytes(): number {
    return (this.bytes[1]! << 16) | (this.bytes[2]! << 8) | this.bytes[3]!;
  }

  /** Its texts have a byte for each character, and can be written as JSON as they are. */
  get isPlain(): boolean {
    return (this.bytes[0]! & IS_PLAIN) !== 0;
  }

  /** The text that goes into answers. */
  get json(): Uint8Array {
    return this.bytes.subarray(HEADER_BYTES);
  }

  get item(): Item {
    this.#item ??= decodeItem(this.json, (this.bytes[0]! & HAS_BINARY) !== 0);
    return this.#item;
  }
}
