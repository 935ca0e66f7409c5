import type { Operation } from '../api.ts';
import { nameKey } from '../entity.ts';
import { inPath, paginate } from '../pagination.ts';
import { toRoleSummary } from '../role.ts';
import { roles } from '../store.ts';

export const listRoles: Operation<'ListRoles'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const found = inPath(roles.scan(snapshot, { prefix: [ctx.accountId] }), input.PathPrefix);
    const { rows, end } = await paginate(found, (role) => nameKey(role.roleName), input);
    return { Roles: rows.map(toRoleSummary), ...end };
  });
