import type { Operation } from '../api.ts';
import { checkDeadLetterTarget } from '../dead-letter-target.ts';
import { missingParameter } from '../errors.ts';
import { parseOwnQueueUrl, toQueueLane } from '../queue-address.ts';
import { applyAttributes } from '../queue-settings.ts';
import { queues, requireQueue } from '../store.ts';

export const setQueueAttributes: Operation<'SetQueueAttributes'> = async (ctx, input) => {
  const address = parseOwnQueueUrl(input.QueueUrl, ctx);
  const attributes = input.Attributes;
  if (!attributes) throw missingParameter('Attributes');

  await ctx.transact(toQueueLane(address), async (tx) => {
    const queue = await requireQueue(tx, ctx, address);
    const changed = { ...queue, ...applyAttributes(queue, attributes), lastModifiedAt: tx.now };
    if (attributes.RedrivePolicy) await checkDeadLetterTarget(tx, changed);
    queues.replace(tx, queue, changed);
  });
  return {};
};
