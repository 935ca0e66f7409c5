import type { Operation } from '../api.ts';
import { countMessages } from '../message-counts.ts';
import { parseQueueUrl } from '../queue-address.ts';
import { checkAttributeNames, needsCounts, readAttributes } from '../queue-attributes.ts';
import { requireQueue } from '../store.ts';

export const getQueueAttributes: Operation<'GetQueueAttributes'> = async (ctx, input) => {
  const address = parseQueueUrl(input.QueueUrl, ctx);
  const names = checkAttributeNames(input.AttributeNames ?? []);

  const queue = await ctx.read((snapshot) => requireQueue(snapshot, ctx, address));
  const counts = needsCounts(names) ? await countMessages(ctx, queue) : undefined;
  const attributes = readAttributes(queue, counts, names);
  return Object.keys(attributes).length === 0 ? {} : { Attributes: attributes };
};
