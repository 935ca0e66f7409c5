import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { requireRole, roles } from '../store.ts';
import { withoutTags } from '../tags.ts';

export const untagRole: Operation<'UntagRole'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    const role = await requireRole(tx, ctx, input.RoleName);
    roles.replace(tx, role, { ...role, tags: withoutTags(role.tags, input.TagKeys ?? []) });
    return {};
  });
