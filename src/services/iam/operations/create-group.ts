import type { Operation } from '../api.ts';
import { accountLane, nameKey, newId } from '../entity.ts';
import { entityExists } from '../errors.ts';
import { toGroupShape } from '../group.ts';
import { groups } from '../store.ts';

export const createGroup: Operation<'CreateGroup'> = (ctx, input) => {
  const groupId = newId(ctx.random, 'AGPA');
  const groupName = input.GroupName ?? '';
  return ctx.transact(accountLane(ctx), async (tx) => {
    if (await groups.get(tx, [ctx.accountId, nameKey(groupName)])) throw entityExists('Group', groupName);
    const group = { accountId: ctx.accountId, groupId, groupName, path: input.Path ?? '/', createdAt: tx.now };
    groups.insert(tx, group);
    return { Group: toGroupShape(group) };
  });
};
