import type { Operation } from '../api.ts';
import { toVersionShape } from '../managed-policy.ts';
import { requireVersion } from '../policies.ts';

export const getPolicyVersion: Operation<'GetPolicyVersion'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const { policy, version } = await requireVersion(snapshot, ctx, input);
    return { PolicyVersion: toVersionShape(version, policy) };
  });
