import type { Operation } from '../api.ts';
import { deletionProtected } from '../errors.ts';
import { groupLane, groups, identityOf, requireGroup } from '../store.ts';

/** The group is gone at once; its streams and events are taken off the disk by a task. */
export const deleteLogGroup: Operation<'DeleteLogGroup'> = async (ctx, input) => {
  const identity = identityOf(ctx, input.logGroupName!);

  return ctx.transact(groupLane(identity), async (tx) => {
    const group = await requireGroup(tx, identity);
    if (group.deletionProtected) throw deletionProtected();
    groups.remove(tx, group);
    tx.enqueue({
      type: 'logs.purgeGroup',
      payload: { accountId: ctx.accountId, region: ctx.region, groupId: group.groupId },
    });
    return {};
  });
};
