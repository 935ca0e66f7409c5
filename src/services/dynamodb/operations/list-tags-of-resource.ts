import type { Operation } from '../api.ts';
import { requireTagged, requireTagTarget } from '../tag-target.ts';
import { tags } from '../tags.ts';

/**
 * All of them at once: AWS was seen to give fifty without a NextToken, and to take any token for none.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html
 */
export const listTagsOfResource: Operation<'ListTagsOfResource'> = (ctx, input) => {
  const address = requireTagTarget(ctx, input.ResourceArn);

  return ctx.read(async (from) => {
    const { tableId } = await requireTagged(ctx, from, address, input.ResourceArn);
    const found = await tags.list(from, { prefix: [tableId] });
    return { Tags: found.map(({ key, value }) => ({ Key: key, Value: value })) };
  });
};
