import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { noSuchEntity } from '../errors.ts';
import { instanceProfiles, requireInstanceProfile, requireRole } from '../store.ts';

export const removeRoleFromInstanceProfile: Operation<'RemoveRoleFromInstanceProfile'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const profile = await requireInstanceProfile(tx, ctx, input.InstanceProfileName);
    const role = await requireRole(tx, ctx, input.RoleName);
    const { roleId, roleName: _, ...empty } = profile;
    if (roleId !== role.roleId) throw noSuchEntity('role', role.roleName);
    instanceProfiles.replace(tx, profile, empty);
    return {};
  });
