import type { Operation } from '../api.ts';
import { requireNoPolicies } from '../deletion.ts';
import { accountLane } from '../entity.ts';
import { mustLeaveInstanceProfile } from '../errors.ts';
import { instanceProfiles, requireRole, roles } from '../store.ts';

export const deleteRole: Operation<'DeleteRole'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const role = await requireRole(tx, ctx, input.RoleName);
    const profiles = await instanceProfiles.index('role').list(tx, { prefix: [role.roleId], limit: 1 });
    if (profiles.length > 0) throw mustLeaveInstanceProfile();
    await requireNoPolicies(tx, role.roleId);
    roles.remove(tx, role);
    return {};
  });
