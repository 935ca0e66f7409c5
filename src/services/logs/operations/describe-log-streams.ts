import type { DescribeLogStreamsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { Snapshot } from '../../../storage/storage.ts';
import type { Operation } from '../api.ts';
import { cannotOrderByTimeWithPrefix } from '../errors.ts';
import { toGroupIdentity } from '../group-identifier.ts';
import { DEFAULT_DESCRIBE_LIMIT } from '../limits.ts';
import { type LogStream, toShape } from '../log-stream.ts';
import { parseListToken, toListToken } from '../page-token.ts';
import { requireGroup, streams } from '../store.ts';

export const describeLogStreams: Operation<'DescribeLogStreams'> = async (ctx, input) => {
  const identity = toGroupIdentity(ctx, input);
  const byTime = input.orderBy === 'LastEventTime';
  if (byTime && input.logStreamNamePrefix !== undefined) throw cannotOrderByTimeWithPrefix();
  const limit = input.limit ?? DEFAULT_DESCRIBE_LIMIT;

  return ctx.read(async (snapshot) => {
    const group = await requireGroup(snapshot, identity);
    const rows = byTime ? streamsByTime(snapshot, group.groupId, input) : streamsByName(snapshot, group.groupId, input);
    const page: LogStream[] = [];
    let hasMore = false;
    for await (const stream of rows) {
      hasMore = page.length === limit;
      if (hasMore) break;
      page.push(stream);
    }
    const last = page.at(-1);
    return {
      logStreams: page.map((stream) => toShape(group, stream)),
      ...(hasMore && last ? { nextToken: toListToken(byTime ? [last.lastEventAt ?? 0, last.name] : [last.name]) } : {}),
    };
  });
};

type Listing = Pick<DescribeLogStreamsCommandInput, 'nextToken' | 'descending' | 'logStreamNamePrefix'>;

async function* streamsByName(from: Snapshot, groupId: string, input: Listing): AsyncGenerator<LogStream> {
  const namePrefix = input.logStreamNamePrefix ?? '';
  const reverse = input.descending ?? false;
  // No name that begins with the prefix sorts behind the prefix with the highest code point after it.
  const bounds = { gte: [groupId, namePrefix], lt: [groupId, `${namePrefix}\u{10ffff}`] };
  const range = { prefix: [groupId], reverse, ...bounds, ...afterToken([groupId], input) };
  for await (const stream of streams.scan(from, range)) if (stream.name.startsWith(namePrefix)) yield stream;
}

async function* streamsByTime(from: Snapshot, groupId: string, input: Listing): AsyncGenerator<LogStream> {
  const range = { prefix: [groupId], reverse: input.descending ?? false, ...afterToken([groupId], input) };
  yield* streams.index('lastEventAt').scan(from, range);
}

function afterToken(prefix: readonly string[], { nextToken, descending }: Listing) {
  if (nextToken === undefined) return {};
  const key = [...prefix, ...parseListToken(nextToken)];
  return descending ? { lt: key } : { gt: key };
}
