import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { requireOwnPolicy } from '../policies.ts';
import { policies } from '../store.ts';
import { withoutTags } from '../tags.ts';

export const untagPolicy: Operation<'UntagPolicy'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const policy = await requireOwnPolicy(tx, ctx, input.PolicyArn);
    policies.replace(tx, policy, { ...policy, tags: withoutTags(policy.tags, input.TagKeys ?? [], 'sensitive') });
    return {};
  });
