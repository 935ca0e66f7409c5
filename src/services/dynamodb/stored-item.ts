import { itemSizeBytes } from './values/size.ts';
import { decodeItem, encodeItem, hasBinary, quoteAsIs } from './item-json.ts';
import type { Item } from './values/value.ts';

/** One byte of flags, then DynamoDB's item size, so that paging and capacity need no parsing. */
const HEADER_BYTES = 4;
const HAS_BINARY = 1;
/** None of its texts needs an escape in JSON. */
const IS_ESCAPE_FREE = 2;

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

  /** `item` is checked and normalised (values/check.ts); `escapeFree` where its texts are known to need no escape. */
  static of(item: Item, sizeBytes = itemSizeBytes(item), escapeFree = false): StoredItem {
    const json = encodeItem(item, escapeFree ? quoteAsIs : undefined);
    const bytes = Buffer.allocUnsafe(HEADER_BYTES + Buffer.byteLength(json));
    bytes[0] = (hasBinary(item) ? HAS_BINARY : 0) | (json.includes('\\') ? 0 : IS_ESCAPE_FREE);
    bytes.writeUIntBE(sizeBytes, 1, 3);
    bytes.write(json, HEADER_BYTES);
    return new StoredItem(bytes, item);
  }

  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
  get sizeBytes(): number {
    return (this.bytes[1]! << 16) | (this.bytes[2]! << 8) | this.bytes[3]!;
  }

  /** Its texts can be written as JSON as they are. */
  get isEscapeFree(): boolean {
    return (this.bytes[0]! & IS_ESCAPE_FREE) !== 0;
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
