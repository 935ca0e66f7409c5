import type { Operation } from '../api.ts';
import { invalidParameterValue } from '../errors.ts';
import { toQueueUrl } from '../queue-address.ts';
import { requireQueue } from '../store.ts';

export const getQueueUrl: Operation<'GetQueueUrl'> = async (ctx, input) => {
  const name = input.QueueName;
  if (!name)
    throw invalidParameterValue('Value for parameter QueueName is invalid. Reason: Must specify a queue name.');
  const accountId = input.QueueOwnerAWSAccountId ?? ctx.accountId;
  const queue = await ctx.read((snapshot) => requireQueue(snapshot, ctx, { accountId, region: ctx.region, name }));
  return { QueueUrl: toQueueUrl(ctx.endpoint, queue) };
};
