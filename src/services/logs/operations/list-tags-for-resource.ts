import type { Operation } from '../api.ts';
import { groupOfArn } from '../group-identifier.ts';
import { requireGroup } from '../store.ts';

export const listTagsForResource: Operation<'ListTagsForResource'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const { tags } = await requireGroup(snapshot, groupOfArn(input.resourceArn!));
    return { tags: { ...tags } };
  });
