import { toBuffer } from '../../lib/to-buffer.ts';
import { RawJson } from '../../model/raw-json.ts';
import type { Entry } from '../../storage/storage.ts';
import { itemSizeBytes } from './values/size.ts';
import { decodeItem, encodeItem, hasBinary, quoteAsIs } from './item-json.ts';
import type { Item } from './values/value.ts';

/**
 * One byte of flags, then DynamoDB's item size in three of seven bits, so that paging and capacity need no parsing. All
 * of them are ASCII, and with the JSON behind them UTF-8.
 */
const HEADER_BYTES = 4;
const HAS_BINARY = 1;
/** All its texts are ASCII, and none needs an escape in JSON. (2 was written once, and says less.) */
const IS_PLAIN = 4;
/** Before, the size was in bytes of eight bits. */
const HAS_ASCII_HEADER = 8;

/**
 * An item as it lies in storage: a header, then its DynamoDB JSON as UTF-8, which answers carry as it is.
 * It is parsed only when a condition, a filter, a projection or an update asks for the attributes.
 */
export class StoredItem {
  /** Its bytes, or the text that they are the UTF-8 of. */
  readonly #stored: Uint8Array | string;
  #item: Item | undefined;

  constructor(stored: Uint8Array | string, item?: Item) {
    this.#stored = stored;
    this.#item = item;
  }

  static ofEntry(entry: Entry): StoredItem {
    return new StoredItem(entry.text ?? entry.value);
  }

  /** `item` is checked and normalised (values/check.ts); `isPlain` where its texts are known to be (model/plain-input.ts). */
  static of(item: Item, sizeBytes = itemSizeBytes(item), isPlain = false): StoredItem {
    const json = encodeItem(item, isPlain ? quoteAsIs : undefined);
    const jsonBytes = isPlain ? json.length : Buffer.byteLength(json);
    const bytes = Buffer.allocUnsafe(HEADER_BYTES + jsonBytes);
    const isFoundPlain = isPlain || (jsonBytes === json.length && !json.includes('\\'));
    bytes[0] = HAS_ASCII_HEADER | (hasBinary(item) ? HAS_BINARY : 0) | (isFoundPlain ? IS_PLAIN : 0);
    bytes[1] = sizeBytes >>> 14;
    bytes[2] = (sizeBytes >>> 7) & 0x7f;
    bytes[3] = sizeBytes & 0x7f;
    bytes.write(json, HEADER_BYTES, isPlain ? 'latin1' : 'utf8');
    return new StoredItem(bytes, item);
  }

  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
  get sizeBytes(): number {
    const bits = (this.#header(0) & HAS_ASCII_HEADER) === 0 ? 8 : 7;
    return (this.#header(1) << (2 * bits)) | (this.#header(2) << bits) | this.#header(3);
  }

  /** Its texts have a byte for each character, and can be written as JSON as they are. */
  get isPlain(): boolean {
    return (this.#header(0) & IS_PLAIN) !== 0;
  }

  get bytes(): Uint8Array {
    return typeof this.#stored === 'string' ? Buffer.from(this.#stored) : this.#stored;
  }

  /** The text that goes into answers. */
  get json(): RawJson {
    if (typeof this.#stored === 'string' && this.isPlain) return new RawJson(this.#stored.slice(HEADER_BYTES));
    return new RawJson(this.bytes.subarray(HEADER_BYTES));
  }

  get item(): Item {
    this.#item ??= decodeItem(this.#text(), (this.#header(0) & HAS_BINARY) !== 0);
    return this.#item;
  }

  #header(at: number): number {
    return typeof this.#stored === 'string' ? this.#stored.charCodeAt(at) : this.#stored[at]!;
  }

  #text(): string {
    if (typeof this.#stored === 'string') return this.#stored.slice(HEADER_BYTES);
    return toBuffer(this.#stored).toString('utf8', HEADER_BYTES);
  }
}
