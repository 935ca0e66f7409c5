import type { Operation } from '../api.ts';
import { groupOfArn } from '../group-identifier.ts';
import { changeTags, withTags } from '../tags.ts';

export const tagResource: Operation<'TagResource'> = (ctx, input) =>
  changeTags(ctx, groupOfArn(input.resourceArn!), (tags) => withTags(tags, input.tags ?? {}));
