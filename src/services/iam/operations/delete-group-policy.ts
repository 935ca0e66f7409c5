import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { requireInlinePolicy } from '../inline-policy.ts';
import { groupOwner } from '../owner.ts';
import { inlinePolicies } from '../store.ts';

export const deleteGroupPolicy: Operation<'DeleteGroupPolicy'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const owner = await groupOwner(tx, ctx, input.GroupName);
    inlinePolicies.remove(tx, await requireInlinePolicy(tx, owner, input.PolicyName));
    return {};
  });
