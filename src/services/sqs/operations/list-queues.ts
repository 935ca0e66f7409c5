import type { Operation } from '../api.ts';
import { checkPageSize, parsePageToken, toPageToken } from '../page.ts';
import { toQueueUrl } from '../queue-address.ts';
import { queues } from '../store.ts';

/** Beyond every character of a queue's name. */
const LAST = '\u007f';

export const listQueues: Operation<'ListQueues'> = async (ctx, input) => {
  const pageSize = checkPageSize(input.MaxResults);
  const place = [ctx.accountId, ctx.region];
  const namePrefix = input.QueueNamePrefix ?? '';
  const after = parsePageToken(input.NextToken);

  const found = await ctx.read((snapshot) =>
    queues.list(snapshot, {
      prefix: place,
      ...(after === undefined ? { gte: [...place, namePrefix] } : { gt: [...place, after] }),
      lt: [...place, namePrefix + LAST],
      limit: pageSize + 1,
    }),
  );
  const page = found.slice(0, pageSize);
  if (page.length === 0) return {};
  return {
    QueueUrls: page.map((queue) => toQueueUrl(ctx.endpoint, queue)),
    // Without MaxResults AWS gives the first 1,000 and no token.
    NextToken: input.MaxResults !== undefined && found.length > pageSize ? toPageToken(page.at(-1)!.name) : undefined,
  };
};
