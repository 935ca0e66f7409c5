import type { Operation } from '../api.ts';
import { addStatement, checkPermission } from '../permission.ts';
import { parseOwnQueueUrl, toQueueLane } from '../queue-address.ts';
import { queues, requireQueue } from '../store.ts';

export const addPermission: Operation<'AddPermission'> = async (ctx, input) => {
  const address = parseOwnQueueUrl(input.QueueUrl, ctx);
  const permission = checkPermission(input);

  await ctx.transact(toQueueLane(address), async (tx) => {
    const queue = await requireQueue(tx, ctx, address);
    const Policy = addStatement(queue, permission);
    queues.replace(tx, queue, { ...queue, texts: { ...queue.texts, Policy }, lastModifiedAt: tx.now });
  });
  return {};
};
