import type { Operation } from '../api.ts';
import { identityOf, requireGroup } from '../store.ts';

export const listTagsLogGroup: Operation<'ListTagsLogGroup'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const { tags } = await requireGroup(snapshot, identityOf(ctx, input.logGroupName!));
    return { tags: { ...tags } };
  });
