import type { Operation } from '../api.ts';
import { inlinePolicyNames } from '../inline-policy.ts';
import { roleOwner } from '../owner.ts';
import { paginate } from '../pagination.ts';

export const listRolePolicies: Operation<'ListRolePolicies'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const names = await inlinePolicyNames(snapshot, await roleOwner(snapshot, ctx, input.RoleName));
    const { rows, end } = await paginate(names, (name) => name, input);
    return { PolicyNames: [...rows], ...end };
  });
