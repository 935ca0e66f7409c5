import type { Operation } from '../api.ts';
import { missingParameter } from '../errors.ts';
import { parseOwnQueueUrl, toQueueLane } from '../queue-address.ts';
import { queues, requireQueue } from '../store.ts';
import { checkTagKeys } from '../tags.ts';

export const untagQueue: Operation<'UntagQueue'> = async (ctx, input) => {
  const address = parseOwnQueueUrl(input.QueueUrl, ctx);
  if (!input.TagKeys?.length) throw missingParameter('TagKeys');
  const removed = new Set(checkTagKeys(input.TagKeys));

  await ctx.transact(toQueueLane(address), async (tx) => {
    const queue = await requireQueue(tx, ctx, address);
    const tags = Object.fromEntries(Object.entries(queue.tags).filter(([key]) => !removed.has(key)));
    queues.replace(tx, queue, { ...queue, tags });
  });
  return {};
};
