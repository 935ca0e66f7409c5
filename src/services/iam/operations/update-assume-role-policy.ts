import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { requireTrustPolicy } from '../policy-document.ts';
import { requireRole, roles } from '../store.ts';
import { requireKnownPrincipals } from '../trust-principals.ts';

export const updateAssumeRolePolicy: Operation<'UpdateAssumeRolePolicy'> = (ctx, input) => {
  const { PolicyDocument: trustPolicy = '' } = input;
  return ctx.transact(accountLane(ctx), async (tx) => {
    const role = await requireRole(tx, ctx, input.RoleName);
    requireTrustPolicy(trustPolicy);
    await requireKnownPrincipals(tx, ctx, trustPolicy);
    roles.replace(tx, role, { ...role, trustPolicy });
    return {};
  });
};
