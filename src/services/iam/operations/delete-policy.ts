import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { policyHasVersions, policyIsAttached } from '../errors.ts';
import { requireOwnPolicy, usageOf, versionsOf } from '../policies.ts';
import { policies, policyVersions } from '../store.ts';

export const deletePolicy: Operation<'DeletePolicy'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const policy = await requireOwnPolicy(tx, ctx, input.PolicyArn);
    const { attachments, boundaries } = await usageOf(tx, ctx, policy);
    if (attachments + boundaries > 0) throw policyIsAttached();
    const versions = await versionsOf(tx, policy);
    if (versions.length > 1) throw policyHasVersions();
    for (const version of versions) policyVersions.remove(tx, version);
    policies.remove(tx, policy);
    return {};
  });
