import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { memberships, requireGroup, requireUser } from '../store.ts';

export const removeUserFromGroup: Operation<'RemoveUserFromGroup'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const { groupId } = await requireGroup(tx, ctx, input.GroupName);
    const { userId } = await requireUser(tx, ctx, input.UserName);
    const membership = await memberships.get(tx, [userId, groupId]);
    if (membership) memberships.remove(tx, membership);
    return {};
  });
