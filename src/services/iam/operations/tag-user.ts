import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { requireUser, users } from '../store.ts';
import { withTags } from '../tags.ts';

export const tagUser: Operation<'TagUser'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const user = await requireUser(tx, ctx, input.UserName);
    users.replace(tx, user, { ...user, tags: withTags(user.tags, input.Tags ?? []) });
    return {};
  });
