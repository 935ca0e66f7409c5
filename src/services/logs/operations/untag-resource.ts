import type { Operation } from '../api.ts';
import { groupOfArn } from '../group-identifier.ts';
import { changeTags, withoutTags } from '../tags.ts';

export const untagResource: Operation<'UntagResource'> = (ctx, input) =>
  changeTags(ctx, groupOfArn(input.resourceArn!), (tags) => withoutTags(tags, input.tagKeys ?? []));
