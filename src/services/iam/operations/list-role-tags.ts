import type { Operation } from '../api.ts';
import { paginate } from '../pagination.ts';
import { requireRole } from '../store.ts';

export const listRoleTags: Operation<'ListRoleTags'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const { tags } = await requireRole(snapshot, ctx, input.RoleName);
    const sorted = tags.toSorted((a, b) => ((a.Key ?? '') < (b.Key ?? '') ? -1 : 1));
    const { rows, end } = await paginate(sorted, ({ Key = '' }) => Key, input);
    return { Tags: [...rows], ...end };
  });
