import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { instanceProfiles, requireInstanceProfile } from '../store.ts';
import { withoutTags } from '../tags.ts';

export const untagInstanceProfile: Operation<'UntagInstanceProfile'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const profile = await requireInstanceProfile(tx, ctx, input.InstanceProfileName);
    instanceProfiles.replace(tx, profile, { ...profile, tags: withoutTags(profile.tags, input.TagKeys ?? []) });
    return {};
  });
