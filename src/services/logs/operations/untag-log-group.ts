import type { Operation } from '../api.ts';
import { identityOf } from '../store.ts';
import { changeTags, withoutTags } from '../tags.ts';

export const untagLogGroup: Operation<'UntagLogGroup'> = (ctx, input) =>
  changeTags(ctx, identityOf(ctx, input.logGroupName!), (tags) => withoutTags(tags, input.tags ?? []));
