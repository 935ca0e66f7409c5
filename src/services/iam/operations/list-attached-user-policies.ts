import type { Operation } from '../api.ts';
import { userOwner } from '../owner.ts';
import { paginate } from '../pagination.ts';
import { attachedPolicies, policyPath } from '../policy-attachment.ts';

export const listAttachedUserPolicies: Operation<'ListAttachedUserPolicies'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const attached = await attachedPolicies(snapshot, await userOwner(snapshot, ctx, input.UserName));
    const { PathPrefix = '/' } = input;
    const inPath = attached.filter(({ PolicyArn = '' }) => policyPath(PolicyArn).startsWith(PathPrefix));
    const { rows, end } = await paginate(inPath, ({ PolicyArn = '' }) => PolicyArn, input);
    return { AttachedPolicies: [...rows], ...end };
  });
