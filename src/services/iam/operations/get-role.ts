import type { Operation } from '../api.ts';
import { toRoleShape } from '../role.ts';
import { requireRole } from '../store.ts';

export const getRole: Operation<'GetRole'> = (ctx, input) =>
  ctx.read(async (snapshot) => ({ Role: toRoleShape(await requireRole(snapshot, ctx, input.RoleName)) }));
