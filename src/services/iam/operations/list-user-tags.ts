import type { Operation } from '../api.ts';
import { requireUser } from '../store.ts';
import { tagPage } from '../tag-page.ts';

export const listUserTags: Operation<'ListUserTags'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const { tags } = await requireUser(snapshot, ctx, input.UserName);
    return tagPage(tags, input);
  });
