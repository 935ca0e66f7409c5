import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { toNewRole } from '../role.ts';
import { requireRole, roles } from '../store.ts';

export const updateRoleDescription: Operation<'UpdateRoleDescription'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const role = await requireRole(tx, ctx, input.RoleName);
    const described = { ...role, description: input.Description ?? '' };
    roles.replace(tx, role, described);
    return { Role: toNewRole(described) };
  });
