import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { quotaExceeded } from '../errors.ts';
import { MAX_GROUPS_PER_USER } from '../limits.ts';
import { memberships, requireGroup, requireUser } from '../store.ts';

export const addUserToGroup: Operation<'AddUserToGroup'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const { groupId, groupName } = await requireGroup(tx, ctx, input.GroupName);
    const { userId, userName } = await requireUser(tx, ctx, input.UserName);
    const joined = await memberships.list(tx, { prefix: [userId] });
    if (joined.some((membership) => membership.groupId === groupId)) return {};
    if (joined.length >= MAX_GROUPS_PER_USER) throw quotaExceeded('GroupsPerUser', MAX_GROUPS_PER_USER);
    memberships.insert(tx, { userId, userName, groupId, groupName });
    return {};
  });
