import type { Operation } from '../api.ts';
import { groupOwner } from '../owner.ts';
import { paginate } from '../pagination.ts';
import { attachedPolicies, policyPath } from '../policy-attachment.ts';

export const listAttachedGroupPolicies: Operation<'ListAttachedGroupPolicies'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const attached = await attachedPolicies(snapshot, await groupOwner(snapshot, ctx, input.GroupName));
    const { PathPrefix = '/' } = input;
    const inPath = attached.filter(({ PolicyArn = '' }) => policyPath(PolicyArn).startsWith(PathPrefix));
    const { rows, end } = await paginate(inPath, ({ PolicyArn = '' }) => PolicyArn, input);
    return { AttachedPolicies: [...rows], ...end };
  });
