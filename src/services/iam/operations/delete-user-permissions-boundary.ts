import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { noSuchBoundary } from '../errors.ts';
import { requireUser, users } from '../store.ts';

export const deleteUserPermissionsBoundary: Operation<'DeleteUserPermissionsBoundary'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const user = await requireUser(tx, ctx, input.UserName);
    const { permissionsBoundary, ...unbound } = user;
    if (permissionsBoundary === undefined) throw noSuchBoundary('user', user.userName);
    users.replace(tx, user, unbound);
    return {};
  });
