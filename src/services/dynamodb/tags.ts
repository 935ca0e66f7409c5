import type { Tag as TagOutput } from '@aws-sdk/client-dynamodb';
import type { Transaction } from '../../storage/storage.ts';
import { table } from '../../storage/table.ts';
import { duplicateTagKey, invalidTagKey, invalidTagValue, reservedTagKey, tooManyTags } from './errors.ts';
import { MAX_TAG_KEY_LENGTH, MAX_TAG_VALUE_LENGTH, MAX_TAGS } from './limits.ts';

export interface Tag {
  readonly tableId: string;
  readonly key: string;
  readonly value: string;
}

export const tags = table<Tag>('dynamodb/tag', { key: (tag) => [tag.tableId, tag.key] });

/** New tags, which requireTags has seen, replace those of the same key. */
export async function setTags(tx: Transaction, tableId: string, wanted: readonly TagOutput[]): Promise<void> {
  const existing = await tags.list(tx, { prefix: [tableId] });
  const all = new Set([...existing.map(({ key }) => key), ...wanted.map(({ Key }) => Key!)]);
  if (all.size > MAX_TAGS) throw tooManyTags();
  for (const { Key, Value } of wanted) await tags.set(tx, { tableId, key: Key!, value: Value! });
}

/** Letters of any script; https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.html#TaggingRestrictions */
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** What the tags of a request are checked for, all before any of them is set. */
export function requireTags(wanted: readonly TagOutput[]): void {
  for (const { Key, Value } of wanted) {
    requireTagKey(Key);
    if (Value === undefined || !CHARACTERS.test(Value) || lengthOf(Value) > MAX_TAG_VALUE_LENGTH) {
      throw invalidTagValue(Value);
    }
  }
  const keys = wanted.map(({ Key }) => Key!);
  const duplicate = keys.find((key, at) => keys.indexOf(key) !== at);
  if (duplicate !== undefined) throw duplicateTagKey(duplicate);
}

/** Of a tag that is to be set or removed. */
export function requireTagKey(key: string | undefined): void {
  if (!key || !CHARACTERS.test(key) || lengthOf(key) > MAX_TAG_KEY_LENGTH) throw invalidTagKey(key);
  if (/^aws:/i.test(key)) throw reservedTagKey(key);
}

const lengthOf = (text: string): number => Array.from(text).length;
