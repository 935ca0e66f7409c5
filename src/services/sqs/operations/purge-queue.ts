import type { Operation } from '../api.ts';
import { purgeQueueInProgress } from '../errors.ts';
import { PURGE_INTERVAL_SECONDS } from '../limits.ts';
import { availableTopic, parseQueueUrl, toQueueLane } from '../queue-address.ts';
import { queues, requireQueue } from '../store.ts';
import { dropMessages } from '../tasks.ts';

export const purgeQueue: Operation<'PurgeQueue'> = async (ctx, input) => {
  const address = parseQueueUrl(input.QueueUrl, ctx);
  const queueId = ctx.random.string(16);

  await ctx.transact(toQueueLane(address), async (tx) => {
    const queue = await requireQueue(tx, ctx, address);
    if (queue.purgedAt !== undefined && tx.now < queue.purgedAt + PURGE_INTERVAL_SECONDS * 1000)
      throw purgeQueueInProgress(queue.name);
    queues.replace(tx, queue, { ...queue, queueId, purgedAt: tx.now });
    tx.enqueue(dropMessages(queue));
    tx.signal(availableTopic(queue));
  });
  return {};
};
