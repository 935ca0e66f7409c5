import type { Operation } from '../api.ts';
import { changeTags, withTags } from '../tags.ts';

export const tagResource: Operation<'TagResource'> = (ctx, input) =>
  changeTags(ctx, input.Resource!, (tags) => withTags(tags, input.Tags ?? {}));
