import type { Tag } from './entity.ts';
import { duplicatePolicyTagKeys, duplicateTagKeys, quotaExceeded } from './errors.ts';
import { MAX_TAGS } from './limits.ts';

/** How an entity tells its tags' keys apart: those of policies by case, those of all others not. */
export type KeyCase = 'sensitive' | 'insensitive';

const identity = (key: string | undefined, keyCase: KeyCase) => (keyCase === 'sensitive' ? key : key?.toLowerCase());

/** The tags of a new entity. Throws InvalidInput or LimitExceeded. */
export const newTags = (tags: readonly Tag[] | undefined, keyCase: KeyCase = 'insensitive'): readonly Tag[] =>
  withTags([], tags ?? [], keyCase);

/** `added` over `tags`: a key that is there already takes the new value. Throws InvalidInput or LimitExceeded. */
export function withTags(
  tags: readonly Tag[],
  added: readonly Tag[],
  keyCase: KeyCase = 'insensitive',
): readonly Tag[] {
  if (new Set(added.map(({ Key }) => identity(Key, keyCase))).size < added.length) {
    throw keyCase === 'sensitive' ? duplicatePolicyTagKeys() : duplicateTagKeys();
  }
  const byKey = new Map([...tags, ...added].map((tag) => [identity(tag.Key, keyCase), tag]));
  if (byKey.size > MAX_TAGS) throw quotaExceeded('TagsPerResource', MAX_TAGS);
  return [...byKey.values()];
}

export function withoutTags(
  tags: readonly Tag[],
  keys: readonly string[],
  keyCase: KeyCase = 'insensitive',
): readonly Tag[] {
  const removed = new Set(keys.map((key) => identity(key, keyCase)));
  return tags.filter(({ Key }) => !removed.has(identity(Key, keyCase)));
}
