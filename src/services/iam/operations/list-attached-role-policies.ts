import type { Operation } from '../api.ts';
import { roleOwner } from '../owner.ts';
import { paginate } from '../pagination.ts';
import { attachedPolicies, policyPath } from '../policy-attachment.ts';

export const listAttachedRolePolicies: Operation<'ListAttachedRolePolicies'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const attached = await attachedPolicies(snapshot, await roleOwner(snapshot, ctx, input.RoleName));
    const { PathPrefix = '/' } = input;
    const inPath = attached.filter(({ PolicyArn = '' }) => policyPath(PolicyArn).startsWith(PathPrefix));
    const { rows, end } = await paginate(inPath, ({ PolicyArn = '' }) => PolicyArn, input);
    return { AttachedPolicies: [...rows], ...end };
  });
