import type { Operation } from '../api.ts';
import { requireNoPolicies } from '../deletion.ts';
import { accountLane } from '../entity.ts';
import { mustDeleteAccessKeys, mustRemoveUsers } from '../errors.ts';
import { memberships, requireUser, users } from '../store.ts';

export const deleteUser: Operation<'DeleteUser'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const user = await requireUser(tx, ctx, input.UserName);
    if ((await memberships.list(tx, { prefix: [user.userId], limit: 1 })).length > 0) throw mustRemoveUsers();
    if ((await ctx.host.credentials.ofUser(tx, user.userId)).length > 0) throw mustDeleteAccessKeys();
    await requireNoPolicies(tx, user.userId);
    users.remove(tx, user);
    return {};
  });
