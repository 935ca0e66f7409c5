import type { Operation } from '../api.ts';
import { toShownDocument } from '../resource-policy/document.ts';
import { noPolicy } from '../resource-policy/errors.ts';
import { findPolicy } from '../resource-policy/store.ts';
import { arnOf, requirePolicyTarget } from '../resource-policy/target.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetResourcePolicy.html */
export const getResourcePolicy: Operation<'GetResourcePolicy'> = (ctx, input) => {
  const target = requirePolicyTarget(ctx, input.ResourceArn);

  return ctx.read(async (from) => {
    const policy = await findPolicy(ctx, from, target);
    if (!policy) throw noPolicy(arnOf(target));
    return { Policy: toShownDocument(policy.document), RevisionId: policy.revisionId };
  });
};
