import type { Operation } from '../api.ts';
import { checkPageSize, parsePageToken, toPageToken } from '../page.ts';
import { parseQueueUrl, toQueueArn, toQueueUrl } from '../queue-address.ts';
import { queues, requireQueue } from '../store.ts';

export const listDeadLetterSourceQueues: Operation<'ListDeadLetterSourceQueues'> = async (ctx, input) => {
  const address = parseQueueUrl(input.QueueUrl, ctx);
  const pageSize = checkPageSize(input.MaxResults);
  const after = parsePageToken(input.NextToken);
  const place = [toQueueArn(address), address.accountId, address.region];

  const found = await ctx.read(async (snapshot) => {
    await requireQueue(snapshot, ctx, address);
    return queues.index('deadLetterTarget').list(snapshot, {
      prefix: place,
      ...(after === undefined ? {} : { gt: [...place, after] }),
      limit: pageSize + 1,
    });
  });
  const page = found.slice(0, pageSize);
  return {
    queueUrls: page.map((queue) => toQueueUrl(ctx.endpoint, queue)),
    NextToken: input.MaxResults !== undefined && found.length > pageSize ? toPageToken(page.at(-1)!.name) : undefined,
  };
};
