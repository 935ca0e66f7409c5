import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { requireUser, users } from '../store.ts';
import { withoutTags } from '../tags.ts';

export const untagUser: Operation<'UntagUser'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const user = await requireUser(tx, ctx, input.UserName);
    users.replace(tx, user, { ...user, tags: withoutTags(user.tags, input.TagKeys ?? []) });
    return {};
  });
