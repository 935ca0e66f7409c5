import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { requireRole, roles } from '../store.ts';

export const updateRole: Operation<'UpdateRole'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const role = await requireRole(tx, ctx, input.RoleName);
    roles.replace(tx, role, {
      ...role,
      maxSessionSeconds: input.MaxSessionDuration ?? role.maxSessionSeconds,
      ...(input.Description === undefined ? {} : { description: input.Description }),
    });
    return {};
  });
