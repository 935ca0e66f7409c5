import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { requireOwnPolicy } from '../policies.ts';
import { policies } from '../store.ts';
import { withTags } from '../tags.ts';

export const tagPolicy: Operation<'TagPolicy'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const policy = await requireOwnPolicy(tx, ctx, input.PolicyArn);
    policies.replace(tx, policy, { ...policy, tags: withTags(policy.tags, input.Tags ?? [], 'sensitive') });
    return {};
  });
