import type { Operation } from '../api.ts';
import { availableTopic, parseOwnQueueUrl, toQueueLane } from '../queue-address.ts';
import { deletedQueues, queues, requireQueue } from '../store.ts';
import { dropMessages } from '../tasks.ts';

export const deleteQueue: Operation<'DeleteQueue'> = async (ctx, input) => {
  const address = parseOwnQueueUrl(input.QueueUrl, ctx);

  await ctx.transact(toQueueLane(address), async (tx) => {
    const queue = await requireQueue(tx, ctx, address);
    queues.remove(tx, queue);
    await deletedQueues.set(tx, { ...address, deletedAt: tx.now });
    tx.enqueue(dropMessages(queue));
    tx.signal(availableTopic(queue));
  });
  return {};
};
