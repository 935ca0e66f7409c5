import type { Operation } from '../api.ts';
import { toInstanceProfileShape } from '../instance-profile.ts';
import { requireInstanceProfile, roleOf } from '../store.ts';

export const getInstanceProfile: Operation<'GetInstanceProfile'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const profile = await requireInstanceProfile(snapshot, ctx, input.InstanceProfileName);
    return { InstanceProfile: toInstanceProfileShape(profile, await roleOf(snapshot, profile)) };
  });
