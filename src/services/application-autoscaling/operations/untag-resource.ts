import type { Operation } from '../api.ts';
import { changeTags } from '../tags.ts';

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_UntagResource.html */
export const untagResource: Operation<'UntagResource'> = (ctx, input) =>
  changeTags(ctx, input.ResourceARN, (tags) =>
    Object.fromEntries(Object.entries(tags).filter(([key]) => !input.TagKeys?.includes(key))),
  );
