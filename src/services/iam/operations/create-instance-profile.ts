import type { Operation } from '../api.ts';
import { accountLane, nameKey, newId } from '../entity.ts';
import { instanceProfileExists } from '../errors.ts';
import { toInstanceProfileSummary } from '../instance-profile.ts';
import { instanceProfiles } from '../store.ts';
import { newTags } from '../tags.ts';

export const createInstanceProfile: Operation<'CreateInstanceProfile'> = (ctx, input) => {
  const instanceProfileId = newId(ctx.random, 'AIPA');
  const instanceProfileName = input.InstanceProfileName ?? '';
  return ctx.transact(accountLane(ctx), async (tx) => {
    if (await instanceProfiles.get(tx, [ctx.accountId, nameKey(instanceProfileName)])) {
      throw instanceProfileExists(instanceProfileName);
    }
    const profile = {
      accountId: ctx.accountId,
      instanceProfileId,
      instanceProfileName,
      path: input.Path ?? '/',
      createdAt: tx.now,
      tags: newTags(input.Tags),
    };
    instanceProfiles.insert(tx, profile);
    const Tags = profile.tags.length > 0 ? { Tags: [...profile.tags] } : {};
    return { InstanceProfile: { ...toInstanceProfileSummary(profile, undefined), ...Tags } };
  });
};
