import type { Operation } from '../api.ts';
import { paginate } from '../pagination.ts';
import { requirePolicy } from '../policies.ts';
import { entitiesFor } from '../policy-entities.ts';

export const listEntitiesForPolicy: Operation<'ListEntitiesForPolicy'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const policy = await requirePolicy(snapshot, ctx, input.PolicyArn);
    const entities = await entitiesFor(snapshot, ctx, policy, input);
    const { rows, end } = await paginate(entities, ({ kind, entityId }) => `${kind}/${entityId}`, input);
    return {
      PolicyGroups: rows.flatMap((one) => (one.kind === 'group' ? { GroupName: one.name, GroupId: one.entityId } : [])),
      PolicyUsers: rows.flatMap((one) => (one.kind === 'user' ? { UserName: one.name, UserId: one.entityId } : [])),
      PolicyRoles: rows.flatMap((one) => (one.kind === 'role' ? { RoleName: one.name, RoleId: one.entityId } : [])),
      ...end,
    };
  });
