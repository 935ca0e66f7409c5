import type { Operation } from '../api.ts';
import { paginate } from '../pagination.ts';
import { requireUser } from '../store.ts';

export const listUserTags: Operation<'ListUserTags'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const { tags } = await requireUser(snapshot, ctx, input.UserName);
    const sorted = tags.toSorted((a, b) => ((a.Key ?? '') < (b.Key ?? '') ? -1 : 1));
    const { rows, end } = await paginate(sorted, ({ Key = '' }) => Key, input);
    return { Tags: [...rows], ...end };
  });
