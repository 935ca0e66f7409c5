import { hash } from 'node:crypto';
import { rememberRecent } from '../../lib/remember-recent.ts';
import { Bytes, pack, PackedTuple } from '../../lib/tuple.ts';
import type { Key } from '../../storage/storage.ts';
import {
  emptyKeyValue,
  keyDoesNotMatchSchema,
  keyTypeMismatch,
  missingKey,
  partitionKeyTooLong,
  sortKeyTooLong,
} from './errors.ts';
import { keyAttributes, type KeyAttribute, type KeySchema } from './key-schema.ts';
import { MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES } from './limits.ts';
import { toKeyBytes } from './values/key-encoding.ts';
import { attribute, typeOf, type Item, type Value } from './values/value.ts';

/** Where an item lies among the items of its table: bytes that sort as DynamoDB sorts. */
export class ItemKey {
  /** 32 bits of the partition key's MD5: the order of a Scan, and what divides it into segments. */
  readonly hash: number;
  readonly partition: Bytes;
  readonly sort: Bytes | undefined;
  #prefix: PackedTuple | undefined;
  #prefixed: PackedTuple | undefined;

  constructor(partition: Bytes, sort: Bytes | undefined, hash = hashOf(partition)) {
    this.hash = hash;
    this.partition = partition;
    this.sort = sort;
  }

  /** Of what its key in storage ended with. */
  static ofParts(parts: Key): ItemKey {
    const [hash, partition, sort] = parts as readonly [number, Uint8Array, (Uint8Array | null)?];
    return new ItemKey(Bytes.of(partition), sort ? Bytes.of(sort) : undefined, hash);
  }

  /** What its key in storage ends with. */
  get parts(): Key {
    return this.sort ? [this.hash, this.partition, this.sort] : [this.hash, this.partition];
  }

  get packed(): PackedTuple {
    return PackedTuple.of(this.parts);
  }

  /** Behind a table's prefix. Read, decide, write: it is asked for several times. */
  behind(prefix: PackedTuple): PackedTuple {
    if (this.#prefix !== prefix) {
      this.#prefix = prefix;
      this.#prefixed = prefix.with(this.packed);
    }
    return this.#prefixed!;
  }
}

/** The key of an item that is to be put; says what is wrong with the item otherwise. */
export function itemKeyOf(item: Item, keys: KeySchema): ItemKey {
  for (const key of keyAttributes(keys)) requireKeyAttribute(item, key);
  return toItemKey(item, keys);
}

function requireKeyAttribute(item: Item, key: KeyAttribute): void {
  const value = attribute(item, key.name);
  if (!value) throw missingKey(key.name);
  if (typeOf(value) !== key.type) throw keyTypeMismatch(key.name, key.type, typeOf(value));
  requireNotEmpty(value, key);
}

/** The key of a `Key` parameter, which has the key attributes and nothing else. */
export function itemKeyOfKey(key: Item, keys: KeySchema): ItemKey {
  const expected = keyAttributes(keys);
  if (Object.keys(key).length !== expected.length) throw keyDoesNotMatchSchema();
  return itemKeyOfBatchItem(key, keys);
}

/** BatchWriteItem says less of what is wrong with an item's key than PutItem does. */
export function itemKeyOfBatchItem(item: Item, keys: KeySchema): ItemKey {
  for (const key of keyAttributes(keys)) {
    const value = attribute(item, key.name);
    if (!value || typeOf(value) !== key.type) throw keyDoesNotMatchSchema();
    requireNotEmpty(value, key);
  }
  return toItemKey(item, keys);
}

function requireNotEmpty(value: Value, key: KeyAttribute): void {
  if (isEmpty(value)) throw emptyKeyValue(key.name, key.type);
}

export const isEmpty = (value: Value): boolean =>
  ('S' in value && value.S === '') || ('B' in value && value.B.length === 0);

/** Of checked attributes. */
export function toItemKey(item: Item, keys: KeySchema): ItemKey {
  const partition = toKeyBytes(attribute(item, keys.partition.name)!);
  if (partition.binary.length > MAX_PARTITION_KEY_BYTES) throw partitionKeyTooLong();
  const sort = keys.sort && toKeyBytes(attribute(item, keys.sort.name)!);
  if (sort && sort.binary.length > MAX_SORT_KEY_BYTES) throw sortKeyTooLong();
  return new ItemKey(partition, sort);
}

/** DynamoDB hashes with this word in front; dynalite found it out. With it a Scan returns items in AWS's order. */
const SALT = 'Outliers';

export const hashOf = ({ binary }: Bytes): number => hashOfBinary(binary);

/** An application that writes to a partition soon writes there again. */
const REMEMBERED_HASHES = 1024;
const hashOfBinary = rememberRecent((binary) => {
  const salted = SALT + binary;
  // A text is hashed as its UTF-8, of which ASCII is a part.
  const digest = hash('md5', IS_ASCII.test(binary) ? salted : Buffer.from(salted, 'latin1'), 'hex');
  return Number.parseInt(digest.slice(0, 8), 16);
}, REMEMBERED_HASHES);

// oxlint-disable-next-line no-control-regex -- all of ASCII
const IS_ASCII = /^[\x00-\x7f]*$/;

/** Of a partition key of several attributes; they are told apart. */
export const hashOfParts = (parts: readonly Bytes[]): number =>
  hashOf(parts.length === 1 ? parts[0]! : new Bytes(pack(parts)));

/** The key attributes of an item: a LastEvaluatedKey, or what UpdateItem starts from. */
export function pickAttributes(item: Item, names: readonly string[]): Item {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = attribute(item, name);
      return value ? [[name, value] as const] : [];
    }),
  );
}
