import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { mustLeaveInstanceProfile } from '../errors.ts';
import { instanceProfiles, requireInstanceProfile } from '../store.ts';

export const deleteInstanceProfile: Operation<'DeleteInstanceProfile'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const profile = await requireInstanceProfile(tx, ctx, input.InstanceProfileName);
    if (profile.roleId !== undefined) throw mustLeaveInstanceProfile();
    instanceProfiles.remove(tx, profile);
    return {};
  });
