import type { Operation } from '../api.ts';
import { requireFunction } from '../store.ts';
import { taggedFunction } from '../tags.ts';

export const listTags: Operation<'ListTags'> = async (ctx, input) => {
  const reference = taggedFunction(ctx, input.Resource!);
  return ctx.read(async (snapshot) => ({ Tags: { ...(await requireFunction(snapshot, reference)).tags } }));
};
