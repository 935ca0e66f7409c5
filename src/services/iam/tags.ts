import type { Tag } from './entity.ts';
import { duplicateTagKeys, quotaExceeded } from './errors.ts';
import { MAX_TAGS } from './limits.ts';

/** The tags of a new entity. Throws InvalidInput or LimitExceeded. */
export function newTags(tags: readonly Tag[] | undefined): readonly Tag[] {
  const keys = (tags ?? []).map(({ Key }) => Key?.toLowerCase());
  if (new Set(keys).size < keys.length) throw duplicateTagKeys();
  return withTags([], tags ?? []);
}

/** `added` over `tags`: a key that is there already takes the new value. */
export function withTags(tags: readonly Tag[], added: readonly Tag[]): readonly Tag[] {
  const byKey = new Map(tags.map((tag) => [tag.Key, tag]));
  for (const tag of added) byKey.set(tag.Key, tag);
  if (byKey.size > MAX_TAGS) throw quotaExceeded('TagsPerResource', MAX_TAGS);
  return [...byKey.values()];
}

export const withoutTags = (tags: readonly Tag[], keys: readonly string[]): readonly Tag[] =>
  tags.filter(({ Key }) => Key === undefined || !keys.includes(Key));
