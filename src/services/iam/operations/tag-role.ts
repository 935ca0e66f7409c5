import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { requireRole, roles } from '../store.ts';
import { withTags } from '../tags.ts';

export const tagRole: Operation<'TagRole'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const role = await requireRole(tx, ctx, input.RoleName);
    roles.replace(tx, role, { ...role, tags: withTags(role.tags, input.Tags ?? []) });
    return {};
  });
