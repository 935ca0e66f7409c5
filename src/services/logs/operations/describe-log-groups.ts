import type { Context } from '../../../kernel/context.ts';
import type { Snapshot } from '../../../storage/storage.ts';
import { readCounter } from '../../../storage/counter.ts';
import type { Operation } from '../api.ts';
import { prefixAndPattern } from '../errors.ts';
import { DEFAULT_DESCRIBE_LIMIT } from '../limits.ts';
import { type LogGroup, toShape, toShortShape } from '../log-group.ts';
import { parseListToken, toListToken } from '../page-token.ts';
import { groups, storedBytesKey } from '../store.ts';
import { fromArn } from '../group-identifier.ts';

export const describeLogGroups: Operation<'DescribeLogGroups'> = async (ctx, input) => {
  if (input.logGroupNamePrefix !== undefined && input.logGroupNamePattern !== undefined) throw prefixAndPattern();
  const limit = input.limit ?? DEFAULT_DESCRIBE_LIMIT;
  const pattern = input.logGroupNamePattern;
  const identifiers = input.logGroupIdentifiers?.map((text) => fromArn(text)?.name ?? text);
  const isShown = (group: LogGroup) =>
    (pattern === undefined || group.name.includes(pattern)) &&
    (identifiers === undefined || identifiers.includes(group.name)) &&
    (input.logGroupClass === undefined || group.logGroupClass === input.logGroupClass);

  return ctx.read(async (snapshot) => {
    const shown: LogGroup[] = [];
    for await (const group of groupsFrom(snapshot, ctx, input.logGroupNamePrefix ?? '', input.nextToken)) {
      if (isShown(group)) shown.push(group);
      if (shown.length > limit) break;
    }
    const page = shown.slice(0, limit);
    return {
      logGroups: pattern === undefined ? await withSizes(snapshot, page) : page.map(toShortShape),
      ...(shown.length > limit ? { nextToken: toListToken([page.at(-1)!.name]) } : {}),
    };
  });
};

async function* groupsFrom(
  snapshot: Snapshot,
  ctx: Context<unknown>,
  namePrefix: string,
  nextToken: string | undefined,
): AsyncGenerator<LogGroup> {
  const prefix = [ctx.accountId, ctx.region];
  const after = nextToken === undefined ? undefined : String(parseListToken(nextToken)[0]);
  const range = after === undefined ? { prefix, gte: [...prefix, namePrefix] } : { prefix, gt: [...prefix, after] };
  for await (const group of groups.scan(snapshot, range)) {
    if (!group.name.startsWith(namePrefix)) return;
    yield group;
  }
}

const withSizes = (snapshot: Snapshot, page: readonly LogGroup[]) =>
  Promise.all(
    page.map(async (group) => toShape(group, Number(await readCounter(snapshot, storedBytesKey(group.groupId))))),
  );
