import type { Operation } from '../api.ts';
import { identityOf } from '../store.ts';
import { changeTags, withTags } from '../tags.ts';

export const tagLogGroup: Operation<'TagLogGroup'> = (ctx, input) =>
  changeTags(ctx, identityOf(ctx, input.logGroupName!), (tags) => withTags(tags, input.tags ?? {}));
