import type { EntityType, PolicyUsageType } from '@aws-sdk/client-iam';
import type { Context } from '../../kernel/context.ts';
import type { Snapshot } from '../../storage/storage.ts';
import type { EntityName } from './errors.ts';
import { toPolicyArn, type ManagedPolicy } from './managed-policy.ts';
import type { Owner } from './owner.ts';
import { attachments, groups, roles, users } from './store.ts';

interface Filter {
  readonly EntityFilter?: EntityType | undefined;
  readonly PathPrefix?: string | undefined;
  readonly PolicyUsageFilter?: PolicyUsageType | undefined;
}

/** Whom a policy is attached to, or bounds, in the order of kind and id. */
export async function entitiesFor(
  from: Snapshot,
  { accountId }: Pick<Context, 'accountId'>,
  policy: ManagedPolicy,
  { EntityFilter, PathPrefix = '/', PolicyUsageFilter }: Filter,
): Promise<readonly Owner[]> {
  const prefix = [accountId, toPolicyArn(policy)];
  const using = new Set<string>();
  if (PolicyUsageFilter !== 'PermissionsBoundary') {
    for (const { entityId } of await attachments.index('policy').list(from, { prefix })) using.add(entityId);
  }
  if (PolicyUsageFilter !== 'PermissionsPolicy') {
    for (const { userId } of await users.index('boundary').list(from, { prefix })) using.add(userId);
    for (const { roleId } of await roles.index('boundary').list(from, { prefix })) using.add(roleId);
  }
  const owners = await ownersOf(from, accountId, PathPrefix);
  return owners
    .filter(({ kind, entityId }) => using.has(entityId) && isKind(kind, EntityFilter))
    .toSorted((a, b) => (`${a.kind}/${a.entityId}` < `${b.kind}/${b.entityId}` ? -1 : 1));
}

const isKind = (kind: EntityName, filter: EntityType | undefined) =>
  filter === undefined || filter.toLowerCase() === kind;

async function ownersOf(from: Snapshot, accountId: string, pathPrefix: string): Promise<readonly Owner[]> {
  const own = { prefix: [accountId] };
  const inPath = ({ path }: { readonly path: string }) => path.startsWith(pathPrefix);
  const [userRows, roleRows, groupRows] = await Promise.all([
    users.list(from, own),
    roles.list(from, own),
    groups.list(from, own),
  ]);
  return [
    ...userRows.filter(inPath).map((one) => ({ kind: 'user' as const, entityId: one.userId, name: one.userName })),
    ...roleRows.filter(inPath).map((one) => ({ kind: 'role' as const, entityId: one.roleId, name: one.roleName })),
    ...groupRows.filter(inPath).map((one) => ({ kind: 'group' as const, entityId: one.groupId, name: one.groupName })),
  ];
}
