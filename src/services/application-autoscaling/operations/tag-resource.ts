import type { Operation } from '../api.ts';
import { changeTags } from '../tags.ts';

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TagResource.html */
export const tagResource: Operation<'TagResource'> = (ctx, input) =>
  changeTags(ctx, input.ResourceARN, (tags) => ({ ...tags, ...input.Tags }));
