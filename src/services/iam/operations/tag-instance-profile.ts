import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { instanceProfiles, requireInstanceProfile } from '../store.ts';
import { withTags } from '../tags.ts';

export const tagInstanceProfile: Operation<'TagInstanceProfile'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const profile = await requireInstanceProfile(tx, ctx, input.InstanceProfileName);
    instanceProfiles.replace(tx, profile, { ...profile, tags: withTags(profile.tags, input.Tags ?? []) });
    return {};
  });
