import type { Operation } from '../api.ts';
import { inlinePolicyNames } from '../inline-policy.ts';
import { userOwner } from '../owner.ts';
import { paginate } from '../pagination.ts';

export const listUserPolicies: Operation<'ListUserPolicies'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const names = await inlinePolicyNames(snapshot, await userOwner(snapshot, ctx, input.UserName));
    const { rows, end } = await paginate(names, (name) => name, input);
    return { PolicyNames: [...rows], ...end };
  });
