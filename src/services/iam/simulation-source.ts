import type { Principal } from '../../auth/principal.ts';
import type { Context } from '../../kernel/context.ts';
import { parseArn } from '../../lib/arn.ts';
import type { Snapshot } from '../../storage/storage.ts';
import { policiesOf, policiesOfRole, policiesOfUser, type EffectivePolicies } from './effective-policies.ts';
import { invalidEntityArn } from './errors.ts';
import { toRoleArn } from './role.ts';
import { requireGroup, requireRole, requireUser } from './store.ts';
import { toUserPrincipal } from './user.ts';

export interface PolicySourceEntity {
  readonly principal: Principal;
  readonly policies: EffectivePolicies;
}

/** The user, group or role that an ARN names, with its policies. Throws InvalidInput or NoSuchEntity. */
export async function requirePolicySource(from: Snapshot, ctx: Context, arn = ''): Promise<PolicySourceEntity> {
  const resource = parseArn(arn)?.resource ?? '';
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  if (resource.startsWith('user/')) {
    const user = await requireUser(from, ctx, name);
    return { principal: toUserPrincipal(user, ''), policies: await policiesOfUser(from, ctx, user) };
  }
  if (resource.startsWith('role/')) {
    const role = await requireRole(from, ctx, name);
    const principal: Principal = {
      kind: 'role',
      accountId: ctx.accountId,
      arn: toRoleArn(role),
      roleArn: toRoleArn(role),
      roleId: role.roleId,
      roleName: role.roleName,
      sessionName: '',
    };
    return { principal, policies: await policiesOfRole(from, ctx, role) };
  }
  if (!resource.startsWith('group/')) throw invalidEntityArn(arn);
  const group = await requireGroup(from, ctx, name);
  const identityPolicies = await policiesOf(from, ctx, 'group', group.groupId, group.groupName);
  const principal: Principal = { kind: 'user', accountId: ctx.accountId, arn, userId: group.groupId, userName: '' };
  return { principal, policies: { identityPolicies } };
}
