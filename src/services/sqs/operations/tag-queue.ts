import type { Operation } from '../api.ts';
import { missingParameter } from '../errors.ts';
import { parseOwnQueueUrl, toQueueLane } from '../queue-address.ts';
import { queues, requireQueue } from '../store.ts';
import { checkTags } from '../tags.ts';

export const tagQueue: Operation<'TagQueue'> = async (ctx, input) => {
  const address = parseOwnQueueUrl(input.QueueUrl, ctx);
  const added = input.Tags;
  if (!added || Object.keys(added).length === 0) throw missingParameter('Tags');

  await ctx.transact(toQueueLane(address), async (tx) => {
    const queue = await requireQueue(tx, ctx, address);
    queues.replace(tx, queue, { ...queue, tags: checkTags(queue.name, queue.tags, added) });
  });
  return {};
};
