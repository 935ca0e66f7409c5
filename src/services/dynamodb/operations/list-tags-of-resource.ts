import type { Operation } from '../api.ts';
import { resourceArnNotFound, tableNotFound } from '../errors.ts';
import { TAGS_PER_PAGE } from '../limits.ts';
import { findTable } from '../store.ts';
import { requireTableArn, tags } from '../tags.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html */
export const listTagsOfResource: Operation<'ListTagsOfResource'> = (ctx, input) => {
  const address = requireTableArn(input.ResourceArn);

  return ctx.read(async (from) => {
    const table = await findTable(ctx, from, address);
    if (table?.restore) throw tableNotFound(address.name);
    if (!table) throw resourceArnNotFound(input.ResourceArn!);
    const prefix = [table.tableId];
    const found = await tags.list(from, {
      prefix,
      limit: TAGS_PER_PAGE + 1,
      ...(input.NextToken === undefined ? {} : { gt: [...prefix, toTagKey(input.NextToken)] }),
    });
    const page = found.slice(0, TAGS_PER_PAGE);
    return {
      Tags: page.map(({ key, value }) => ({ Key: key, Value: value })),
      ...(found.length > page.length ? { NextToken: toToken(page.at(-1)!.key) } : {}),
    };
  });
};

/** A token is the last tag's key, so a page survives changes to the tags before it. */
const toToken = (tagKey: string) => Buffer.from(tagKey).toString('base64url');
const toTagKey = (token: string) => Buffer.from(token, 'base64url').toString();
