import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { noSuchBoundary } from '../errors.ts';
import { requireRole, roles } from '../store.ts';

export const deleteRolePermissionsBoundary: Operation<'DeleteRolePermissionsBoundary'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const role = await requireRole(tx, ctx, input.RoleName);
    const { permissionsBoundary, ...unbound } = role;
    if (permissionsBoundary === undefined) throw noSuchBoundary('role', role.roleName);
    roles.replace(tx, role, unbound);
    return {};
  });
