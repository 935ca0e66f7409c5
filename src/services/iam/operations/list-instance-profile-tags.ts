import type { Operation } from '../api.ts';
import { tagPage } from '../tag-page.ts';
import { requireInstanceProfile } from '../store.ts';

export const listInstanceProfileTags: Operation<'ListInstanceProfileTags'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const { tags } = await requireInstanceProfile(snapshot, ctx, input.InstanceProfileName);
    return tagPage(tags, input);
  });
