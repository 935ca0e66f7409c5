import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { requireOwnVersion } from '../policies.ts';
import { policies } from '../store.ts';

export const setDefaultPolicyVersion: Operation<'SetDefaultPolicyVersion'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const { policy, version } = await requireOwnVersion(tx, ctx, input);
    policies.replace(tx, policy, { ...policy, defaultVersion: version.version, updatedAt: tx.now });
    return {};
  });
