import type { Operation } from '../api.ts';
import { readTags } from '../tags.ts';

export const listTags: Operation<'ListTags'> = async (ctx, input) => ({
  Tags: { ...(await readTags(ctx, input.Resource!)) },
});
