import type { Operation } from '../api.ts';
import { accountLane, nameKey, newId } from '../entity.ts';
import { entityExists } from '../errors.ts';
import { requireBoundary } from '../policies.ts';
import { users } from '../store.ts';
import { newTags } from '../tags.ts';
import { toUserShape } from '../user.ts';

export const createUser: Operation<'CreateUser'> = (ctx, input) => {
  const userId = newId(ctx.random, 'AIDA');
  const userName = input.UserName ?? '';
  return ctx.transact(accountLane(ctx), async (tx) => {
    if (await users.get(tx, [ctx.accountId, nameKey(userName)])) throw entityExists('User', userName);
    const user = {
      accountId: ctx.accountId,
      userId,
      userName,
      path: input.Path ?? '/',
      createdAt: tx.now,
      tags: newTags(input.Tags),
      ...(input.PermissionsBoundary === undefined
        ? {}
        : { permissionsBoundary: await requireBoundary(tx, ctx, input.PermissionsBoundary) }),
    };
    users.insert(tx, user);
    return { User: toUserShape(user) };
  });
};
