import type { Operation } from '../api.ts';
import { logGroupExists } from '../errors.ts';
import { requireValidName } from '../log-group.ts';
import { groupLane, groups, identityOf } from '../store.ts';

export const createLogGroup: Operation<'CreateLogGroup'> = async (ctx, input) => {
  const identity = identityOf(ctx, input.logGroupName!);
  requireValidName(identity.name);
  const groupId = ctx.random.string(16, '0123456789abcdef');

  return ctx.transact(groupLane(identity), async (tx) => {
    if (await groups.get(tx, [ctx.accountId, ctx.region, identity.name])) throw logGroupExists();
    groups.insert(tx, {
      ...identity,
      groupId,
      createdAt: tx.now,
      logGroupClass: input.logGroupClass ?? 'STANDARD',
      deletionProtected: input.deletionProtectionEnabled ?? false,
      tags: input.tags ?? {},
    });
    return {};
  });
};
