import type { Context } from '../../kernel/context.ts';
import type { Snapshot } from '../../storage/storage.ts';
import { table } from '../../storage/table.ts';
import { nameKey } from './entity.ts';
import { noSuchEntity, noSuchInstanceProfile, type EntityName } from './errors.ts';
import type { Group } from './group.ts';
import type { InstanceProfile } from './instance-profile.ts';
import type { CustomerPolicy, PolicyVersion } from './managed-policy.ts';
import type { Role } from './role.ts';
import type { User } from './user.ts';

type Caller = Pick<Context, 'accountId'>;

export const users = table<User, 'boundary'>('iam/user', {
  key: (user) => [user.accountId, nameKey(user.userName)],
  indexes: { boundary: (user) => boundaryKey(user, user.userId) },
});

export const roles = table<Role, 'boundary'>('iam/role', {
  key: (role) => [role.accountId, nameKey(role.roleName)],
  indexes: { boundary: (role) => boundaryKey(role, role.roleId) },
});

export const groups = table<Group>('iam/group', { key: (group) => [group.accountId, nameKey(group.groupName)] });

export interface Membership {
  readonly userId: string;
  readonly userName: string;
  readonly groupId: string;
  readonly groupName: string;
}

export const memberships = table<Membership, 'group'>('iam/membership', {
  key: (membership) => [membership.userId, membership.groupId],
  indexes: { group: (membership) => [membership.groupId, membership.userId] },
});

export const policies = table<CustomerPolicy>('iam/policy', {
  key: (policy) => [policy.accountId, nameKey(policy.policyName)],
});

export const policyVersions = table<PolicyVersion>('iam/policy-version', {
  key: (version) => [version.policyId, version.version],
});

/** Of a managed policy to a user, role or group, by ids that outlive a change of name. */
export interface Attachment {
  readonly accountId: string;
  readonly policyArn: string;
  readonly kind: EntityName;
  readonly entityId: string;
}

export const attachments = table<Attachment, 'policy'>('iam/attachment', {
  key: (attachment) => [attachment.entityId, attachment.policyArn],
  indexes: { policy: ({ accountId, policyArn, kind, entityId }) => [accountId, policyArn, kind, entityId] },
});

export interface InlinePolicy {
  readonly entityId: string;
  readonly policyName: string;
  readonly document: string;
}

export const inlinePolicies = table<InlinePolicy>('iam/inline-policy', {
  key: (policy) => [policy.entityId, policy.policyName],
});

export const instanceProfiles = table<InstanceProfile, 'role'>('iam/instance-profile', {
  key: (profile) => [profile.accountId, nameKey(profile.instanceProfileName)],
  indexes: {
    role: (profile) => (profile.roleId === undefined ? undefined : [profile.roleId, profile.instanceProfileId]),
  },
});

export interface AccountAlias {
  readonly accountId: string;
  readonly alias: string;
}

export const aliases = table<AccountAlias, 'alias'>('iam/account-alias', {
  key: ({ accountId }) => [accountId],
  indexes: { alias: ({ alias, accountId }) => [alias, accountId] },
});

/** One for all accounts: aliases are unique among them. */
export const aliasLane = ['iam', 'account-alias'];

function boundaryKey(entity: { readonly accountId: string; readonly permissionsBoundary?: string }, entityId: string) {
  const { accountId, permissionsBoundary } = entity;
  return permissionsBoundary === undefined ? undefined : [accountId, permissionsBoundary, entityId];
}

export async function requireUser(from: Snapshot, { accountId }: Caller, name = ''): Promise<User> {
  const user = await users.get(from, [accountId, nameKey(name)]);
  if (!user) throw noSuchEntity('user', name);
  return user;
}

export async function requireRole(from: Snapshot, { accountId }: Caller, name = ''): Promise<Role> {
  const role = await roles.get(from, [accountId, nameKey(name)]);
  if (!role) throw noSuchEntity('role', name);
  return role;
}

export async function requireGroup(from: Snapshot, { accountId }: Caller, name = ''): Promise<Group> {
  const group = await groups.get(from, [accountId, nameKey(name)]);
  if (!group) throw noSuchEntity('group', name);
  return group;
}

export async function requireInstanceProfile(
  from: Snapshot,
  { accountId }: Caller,
  name = '',
): Promise<InstanceProfile> {
  const profile = await instanceProfiles.get(from, [accountId, nameKey(name)]);
  if (!profile) throw noSuchInstanceProfile(name);
  return profile;
}

export async function roleOf(from: Snapshot, { accountId, roleName }: InstanceProfile): Promise<Role | undefined> {
  return roleName === undefined ? undefined : roles.get(from, [accountId, nameKey(roleName)]);
}
