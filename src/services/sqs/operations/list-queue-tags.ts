import type { Operation } from '../api.ts';
import { parseOwnQueueUrl } from '../queue-address.ts';
import { requireQueue } from '../store.ts';

export const listQueueTags: Operation<'ListQueueTags'> = async (ctx, input) => {
  const address = parseOwnQueueUrl(input.QueueUrl, ctx);
  const { tags } = await ctx.read((snapshot) => requireQueue(snapshot, ctx, address));
  return Object.keys(tags).length === 0 ? {} : { Tags: { ...tags } };
};
