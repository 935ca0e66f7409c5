import type { Operation } from '../api.ts';
import { changeTags, withoutTags } from '../tags.ts';

export const untagResource: Operation<'UntagResource'> = (ctx, input) =>
  changeTags(ctx, input.Resource!, (tags) => withoutTags(tags, input.TagKeys ?? []));
