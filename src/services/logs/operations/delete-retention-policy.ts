import type { Operation } from '../api.ts';
import { groupLane, groups, identityOf, requireGroup } from '../store.ts';
import { expiryTaskId } from '../tasks.ts';

export const deleteRetentionPolicy: Operation<'DeleteRetentionPolicy'> = async (ctx, input) => {
  const identity = identityOf(ctx, input.logGroupName!);

  return ctx.transact(groupLane(identity), async (tx) => {
    const group = await requireGroup(tx, identity);
    const { retentionInDays: _, ...kept } = group;
    groups.replace(tx, group, kept);
    tx.cancel(expiryTaskId(group.groupId));
    return {};
  });
};
