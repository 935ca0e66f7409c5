import type { Operation } from '../api.ts';
import { accountLane, nameKey } from '../entity.ts';
import { entityExists } from '../errors.ts';
import { groups, memberships, requireGroup } from '../store.ts';

export const updateGroup: Operation<'UpdateGroup'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const group = await requireGroup(tx, ctx, input.GroupName);
    const moved = { ...group, groupName: input.NewGroupName ?? group.groupName, path: input.NewPath ?? group.path };
    const isRenamed = nameKey(moved.groupName) !== nameKey(group.groupName);
    if (isRenamed && (await groups.get(tx, [ctx.accountId, nameKey(moved.groupName)]))) {
      throw entityExists('Group', moved.groupName);
    }
    groups.replace(tx, group, moved);
    for (const membership of await memberships.index('group').list(tx, { prefix: [group.groupId] })) {
      memberships.replace(tx, membership, { ...membership, groupName: moved.groupName });
    }
    return {};
  });
