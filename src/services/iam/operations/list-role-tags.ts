import type { Operation } from '../api.ts';
import { requireRole } from '../store.ts';
import { tagPage } from '../tag-page.ts';

export const listRoleTags: Operation<'ListRoleTags'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const { tags } = await requireRole(snapshot, ctx, input.RoleName);
    return tagPage(tags, input);
  });
