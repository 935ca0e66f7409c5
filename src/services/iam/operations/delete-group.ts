import type { Operation } from '../api.ts';
import { requireNoPolicies } from '../deletion.ts';
import { accountLane } from '../entity.ts';
import { mustRemoveUsers } from '../errors.ts';
import { groups, memberships, requireGroup } from '../store.ts';

export const deleteGroup: Operation<'DeleteGroup'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const group = await requireGroup(tx, ctx, input.GroupName);
    const members = await memberships.index('group').list(tx, { prefix: [group.groupId], limit: 1 });
    if (members.length > 0) throw mustRemoveUsers();
    await requireNoPolicies(tx, group.groupId);
    groups.remove(tx, group);
    return {};
  });
