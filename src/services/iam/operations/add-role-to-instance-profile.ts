import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { quotaExceeded } from '../errors.ts';
import { MAX_ROLES_PER_INSTANCE_PROFILE } from '../limits.ts';
import { instanceProfiles, requireInstanceProfile, requireRole } from '../store.ts';

export const addRoleToInstanceProfile: Operation<'AddRoleToInstanceProfile'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const profile = await requireInstanceProfile(tx, ctx, input.InstanceProfileName);
    const { roleId, roleName } = await requireRole(tx, ctx, input.RoleName);
    if (profile.roleId !== undefined) {
      throw quotaExceeded('InstanceSessionsPerInstanceProfile', MAX_ROLES_PER_INSTANCE_PROFILE);
    }
    instanceProfiles.replace(tx, profile, { ...profile, roleId, roleName });
    return {};
  });
