import { hash } from 'node:crypto';
import { pack } from '../../lib/tuple.ts';
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
import { encodeKey } from './values/key-encoding.ts';
import { attribute, typeOf, type Item, type Value } from './values/value.ts';

/** Where an item lies among the items of its table: bytes that sort as DynamoDB sorts. */
export interface ItemKey {
  /** 32 bits of the partition key's MD5: the order of a Scan, and what divides it into segments. */
  readonly hash: number;
  readonly partition: Uint8Array;
  readonly sort?: Uint8Array;
}

/** What its key in storage ends with. */
export const keyParts = ({ hash, partition, sort }: ItemKey): Key =>
  sort ? [hash, partition, sort] : [hash, partition];

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
  const partition = encodeKey(attribute(item, keys.partition.name)!);
  if (partition.length > MAX_PARTITION_KEY_BYTES) throw partitionKeyTooLong();
  if (!keys.sort) return { hash: hashOf(partition), partition };

  const sort = encodeKey(attribute(item, keys.sort.name)!);
  if (sort.length > MAX_SORT_KEY_BYTES) throw sortKeyTooLong();
  return { hash: hashOf(partition), partition, sort };
}

/** DynamoDB hashes with this word in front; dynalite found it out. With it a Scan returns items in AWS's order. */
const SALT = 'Outliers';
/** Filled anew for each hash: a buffer of its own would cost more than hashing. */
const salted = Buffer.alloc(SALT.length + MAX_PARTITION_KEY_BYTES, SALT);

export function hashOf(partition: Uint8Array): number {
  return Number.parseInt(hash('md5', withSalt(partition), 'hex').slice(0, 8), 16);
}

/** Of a partition key of several attributes; they are told apart. */
export const hashOfParts = (parts: readonly Uint8Array[]): number =>
  hashOf(parts.length === 1 ? parts[0]! : Buffer.from(pack(parts), 'latin1'));

/** A condition may ask for a key that is longer than any item's. */
function withSalt(partition: Uint8Array): Uint8Array {
  if (partition.length > MAX_PARTITION_KEY_BYTES) return Buffer.concat([Buffer.from(SALT), partition]);
  salted.set(partition, SALT.length);
  return salted.subarray(0, SALT.length + partition.length);
}

/** The key attributes of an item: a LastEvaluatedKey, or what UpdateItem starts from. */
export function pickAttributes(item: Item, names: readonly string[]): Item {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = attribute(item, name);
      return value ? [[name, value] as const] : [];
    }),
  );
}
