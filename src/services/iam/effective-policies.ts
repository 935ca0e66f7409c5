import { parsePolicy } from '../../auth/iam/parse.ts';
import type { NamedPolicy } from '../../auth/iam/policy.ts';
import type { Context } from '../../kernel/context.ts';
import type { Snapshot } from '../../storage/storage.ts';
import type { Role } from './role.ts';
import { findPolicy, findVersion, isAwsPolicyArn } from './policies.ts';
import { attachments, inlinePolicies, memberships } from './store.ts';
import type { User } from './user.ts';

type Caller = Pick<Context, 'accountId'>;

/** Where a policy comes from, in the words of the policy simulator. */
export type PolicySource = 'user' | 'group' | 'role' | 'aws-managed' | 'user-managed' | 'IAM Policy';

export interface SourcedPolicy extends NamedPolicy {
  readonly source: PolicySource;
}

/** All that says what a user or a role may do by itself. */
export interface EffectivePolicies {
  readonly identityPolicies: readonly SourcedPolicy[];
  readonly permissionsBoundary?: NamedPolicy;
}

/** The user's own policies and those of the user's groups. */
export async function policiesOfUser(from: Snapshot, ctx: Caller, user: User): Promise<EffectivePolicies> {
  const groups = await memberships.list(from, { prefix: [user.userId] });
  const own = await policiesOf(from, ctx, 'user', user.userId, user.userName);
  const shared = await Promise.all(
    groups.map(({ groupId, groupName }) => policiesOf(from, ctx, 'group', groupId, groupName)),
  );
  return withBoundary(from, ctx, [...own, ...shared.flat()], user.permissionsBoundary);
}

export async function policiesOfRole(from: Snapshot, ctx: Caller, role: Role): Promise<EffectivePolicies> {
  const own = await policiesOf(from, ctx, 'role', role.roleId, role.roleName);
  return withBoundary(from, ctx, own, role.permissionsBoundary);
}

/** Inline ones first, then those attached. */
export async function policiesOf(
  from: Snapshot,
  ctx: Caller,
  source: 'user' | 'group' | 'role',
  entityId: string,
  entityName: string,
): Promise<readonly SourcedPolicy[]> {
  const inline = await inlinePolicies.list(from, { prefix: [entityId] });
  const attached = await attachments.list(from, { prefix: [entityId] });
  const managed = await Promise.all(attached.map(({ policyArn }) => readManaged(from, ctx, policyArn)));
  return [
    ...inline.map(({ policyName, document }) => ({
      name: `${source}_${entityName}_${policyName}`,
      policy: parsePolicy(document),
      source,
    })),
    ...managed.flat(),
  ];
}

async function withBoundary(
  from: Snapshot,
  ctx: Caller,
  identityPolicies: readonly SourcedPolicy[],
  boundaryArn: string | undefined,
): Promise<EffectivePolicies> {
  if (boundaryArn === undefined) return { identityPolicies };
  const [permissionsBoundary] = await readManaged(from, ctx, boundaryArn);
  return permissionsBoundary ? { identityPolicies, permissionsBoundary } : { identityPolicies };
}

/** The default version of a managed policy; nothing where it is gone. */
async function readManaged(from: Snapshot, ctx: Caller, policyArn: string): Promise<readonly SourcedPolicy[]> {
  const policy = await findPolicy(from, ctx, policyArn);
  const version = policy && (await findVersion(from, policy, policy.defaultVersion));
  if (!policy || !version) return [];
  const source = isAwsPolicyArn(policyArn) ? 'aws-managed' : 'user-managed';
  return [{ name: policy.policyName, policy: parsePolicy(version.document), source }];
}
