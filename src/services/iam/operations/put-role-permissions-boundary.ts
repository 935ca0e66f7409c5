import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { requireBoundary } from '../policies.ts';
import { requireRole, roles } from '../store.ts';

export const putRolePermissionsBoundary: Operation<'PutRolePermissionsBoundary'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const role = await requireRole(tx, ctx, input.RoleName);
    const permissionsBoundary = await requireBoundary(tx, ctx, input.PermissionsBoundary);
    roles.replace(tx, role, { ...role, permissionsBoundary });
    return {};
  });
