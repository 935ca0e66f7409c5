import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { requireInlinePolicy } from '../inline-policy.ts';
import { roleOwner } from '../owner.ts';
import { inlinePolicies } from '../store.ts';

export const deleteRolePolicy: Operation<'DeleteRolePolicy'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const owner = await roleOwner(tx, ctx, input.RoleName);
    inlinePolicies.remove(tx, await requireInlinePolicy(tx, owner, input.PolicyName));
    return {};
  });
