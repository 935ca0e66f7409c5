import type { Context } from '../../kernel/context.ts';
import type { Snapshot } from '../../storage/storage.ts';
import type { EntityName } from './errors.ts';
import { requireGroup, requireRole, requireUser } from './store.ts';

/** Whoever policies belong to: a user, a role or a group. */
export interface Owner {
  readonly kind: EntityName;
  readonly entityId: string;
  readonly name: string;
}

type Find = (from: Snapshot, ctx: Pick<Context, 'accountId'>, name: string | undefined) => Promise<Owner>;

export const userOwner: Find = async (from, ctx, name) => {
  const user = await requireUser(from, ctx, name);
  return { kind: 'user', entityId: user.userId, name: user.userName };
};

export const roleOwner: Find = async (from, ctx, name) => {
  const role = await requireRole(from, ctx, name);
  return { kind: 'role', entityId: role.roleId, name: role.roleName };
};

export const groupOwner: Find = async (from, ctx, name) => {
  const group = await requireGroup(from, ctx, name);
  return { kind: 'group', entityId: group.groupId, name: group.groupName };
};
