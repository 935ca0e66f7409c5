import type { Tag } from '@aws-sdk/client-sts';
import { duplicateTagKeys, transitiveKeyMissing } from './errors.ts';

interface TagInput {
  readonly Tags?: readonly Tag[] | undefined;
  readonly TransitiveTagKeys?: readonly string[] | undefined;
}

/** Throws InvalidParameterValue for keys that repeat, whatever their case, and for transitive keys without a tag. */
export function checkSessionTags({ Tags = [], TransitiveTagKeys = [] }: TagInput): void {
  const keys = new Set(Tags.map(({ Key }) => Key?.toLowerCase()));
  if (keys.size < Tags.length) throw duplicateTagKeys();
  if (!TransitiveTagKeys.every((key) => keys.has(key.toLowerCase()))) throw transitiveKeyMissing();
}
