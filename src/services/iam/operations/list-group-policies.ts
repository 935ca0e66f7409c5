import type { Operation } from '../api.ts';
import { inlinePolicyNames } from '../inline-policy.ts';
import { groupOwner } from '../owner.ts';
import { paginate } from '../pagination.ts';

export const listGroupPolicies: Operation<'ListGroupPolicies'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const names = await inlinePolicyNames(snapshot, await groupOwner(snapshot, ctx, input.GroupName));
    const { rows, end } = await paginate(names, (name) => name, input);
    return { PolicyNames: [...rows], ...end };
  });
