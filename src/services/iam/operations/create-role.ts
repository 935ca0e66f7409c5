import type { Operation } from '../api.ts';
import { accountLane, nameKey, newId } from '../entity.ts';
import { entityExists } from '../errors.ts';
import { DEFAULT_MAX_SESSION_SECONDS } from '../limits.ts';
import { requireBoundary } from '../policies.ts';
import { requireTrustPolicy } from '../policy-document.ts';
import { toNewRole } from '../role.ts';
import { roles } from '../store.ts';
import { newTags } from '../tags.ts';
import { requireKnownPrincipals } from '../trust-principals.ts';

export const createRole: Operation<'CreateRole'> = (ctx, input) => {
  const { RoleName: roleName = '', AssumeRolePolicyDocument: trustPolicy = '' } = input;
  const roleId = newId(ctx.random, 'AROA');
  requireTrustPolicy(trustPolicy);
  return ctx.transact(accountLane(ctx), async (tx) => {
    if (await roles.get(tx, [ctx.accountId, nameKey(roleName)])) throw entityExists('Role', roleName);
    await requireKnownPrincipals(tx, ctx, trustPolicy);
    const role = {
      accountId: ctx.accountId,
      roleId,
      roleName,
      path: input.Path ?? '/',
      trustPolicy,
      maxSessionSeconds: input.MaxSessionDuration ?? DEFAULT_MAX_SESSION_SECONDS,
      createdAt: tx.now,
      tags: newTags(input.Tags),
      ...(input.Description === undefined ? {} : { description: input.Description }),
      ...(input.PermissionsBoundary === undefined
        ? {}
        : { permissionsBoundary: await requireBoundary(tx, ctx, input.PermissionsBoundary) }),
    };
    roles.insert(tx, role);
    return { Role: toNewRole(role) };
  });
};
