import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { requireBoundary } from '../policies.ts';
import { requireUser, users } from '../store.ts';

export const putUserPermissionsBoundary: Operation<'PutUserPermissionsBoundary'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const user = await requireUser(tx, ctx, input.UserName);
    const permissionsBoundary = await requireBoundary(tx, ctx, input.PermissionsBoundary);
    users.replace(tx, user, { ...user, permissionsBoundary });
    return {};
  });
