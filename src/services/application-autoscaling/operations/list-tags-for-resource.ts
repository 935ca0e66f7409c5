import type { Operation } from '../api.ts';
import { requireTargetOfArn } from '../tags.ts';

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ListTagsForResource.html */
export const listTagsForResource: Operation<'ListTagsForResource'> = (ctx, input) =>
  ctx.read(async (from) => ({ Tags: (await requireTargetOfArn(from, input.ResourceARN)).tags }));
