import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { isDefaultVersion } from '../errors.ts';
import { requireOwnVersion } from '../policies.ts';
import { policies, policyVersions } from '../store.ts';

export const deletePolicyVersion: Operation<'DeletePolicyVersion'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const { policy, version } = await requireOwnVersion(tx, ctx, input);
    if (version.version === policy.defaultVersion) throw isDefaultVersion();
    policyVersions.remove(tx, version);
    policies.replace(tx, policy, { ...policy, updatedAt: tx.now });
    return {};
  });
