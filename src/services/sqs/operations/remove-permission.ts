import type { Operation } from '../api.ts';
import { missingParameter } from '../errors.ts';
import { removeStatement } from '../permission.ts';
import { parseOwnQueueUrl, toQueueLane } from '../queue-address.ts';
import { queues, requireQueue } from '../store.ts';

export const removePermission: Operation<'RemovePermission'> = async (ctx, input) => {
  const address = parseOwnQueueUrl(input.QueueUrl, ctx);
  const label = input.Label;
  if (!label) throw missingParameter('Label');

  await ctx.transact(toQueueLane(address), async (tx) => {
    const queue = await requireQueue(tx, ctx, address);
    const { Policy: _, ...others } = queue.texts;
    const policy = removeStatement(queue, label);
    const texts = policy === undefined ? others : { ...others, Policy: policy };
    queues.replace(tx, queue, { ...queue, texts, lastModifiedAt: tx.now });
  });
  return {};
};
