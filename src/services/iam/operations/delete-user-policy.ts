import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { requireInlinePolicy } from '../inline-policy.ts';
import { userOwner } from '../owner.ts';
import { inlinePolicies } from '../store.ts';

export const deleteUserPolicy: Operation<'DeleteUserPolicy'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const owner = await userOwner(tx, ctx, input.UserName);
    inlinePolicies.remove(tx, await requireInlinePolicy(tx, owner, input.PolicyName));
    return {};
  });
