import { AwsError } from '../../kernel/aws-error.ts';
import type { Key } from '../../storage/storage.ts';
import { emptyKeyValue, invalidStartKey, keyDoesNotMatchSchema } from './errors.ts';
import { isEmpty } from './item-key.ts';
import { positionOf, type ItemSource } from './item-source.ts';
import { keyAttributes, type KeyAttribute } from './key-schema.ts';
import type { AttributeValue } from './api.ts';
import { toItem } from './values/check.ts';
import { attribute, typeOf, type Item } from './values/value.ts';

/**
 * Where a page begins: behind this place. `startKey` is an ExclusiveStartKey, which must be such as an item of the
 * source could have, but need not be one that is there.
 */
export function toStartPosition(source: ItemSource, startKey: Item, invalid: () => AwsError): Key {
  if (Object.keys(startKey).length !== source.startKeyNames.length) throw invalid();
  if (source.index) for (const key of keyAttributes(source.keys)) requireKeyAttribute(startKey, key, invalid);
  for (const key of keyAttributes(source.table.keys)) {
    requireKeyAttribute(startKey, key, () => invalidStartKey(keyDoesNotMatchSchema().message));
  }
  return positionOf(source, startKey);
}

function requireKeyAttribute(startKey: Item, key: KeyAttribute, invalid: () => AwsError): void {
  const value = attribute(startKey, key.name);
  if (!value) throw invalid();
  if (typeOf(value) !== key.type) throw invalid();
  if (isEmpty(value)) throw invalidStartKey(emptyKeyValue(key.name, key.type).message);
}

/** Some of the words for bad values carry this prefix in a starting key, those about sets and numbers do not. */
const BARE = /contains duplicates|number set|numeric value|significant digits|number with magnitude/;

/** Checks the values of an ExclusiveStartKey, before its table is known. */
export function toStartKey(startKey: Record<string, AttributeValue>): Item {
  try {
    return toItem(startKey);
  } catch (error) {
    if (error instanceof AwsError && !BARE.test(error.message)) throw invalidStartKey(error.message);
    throw error;
  }
}
