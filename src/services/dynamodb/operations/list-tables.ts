import type { Operation } from '../api.ts';
import { DEFAULT_LIST_TABLES_LIMIT } from '../limits.ts';
import { tablesPrefix } from '../store.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
export const listTables: Operation<'ListTables'> = (ctx, input) => {
  const limit = input.Limit ?? DEFAULT_LIST_TABLES_LIMIT;
  const prefix = tablesPrefix(ctx.accountId, ctx.region);

  return ctx.read(async (from) => {
    const entries = await from.list({
      prefix,
      limit: limit + 1,
      ...(input.ExclusiveStartTableName === undefined ? {} : { gt: [...prefix, input.ExclusiveStartTableName] }),
    });
    const names = entries.slice(0, limit).map(({ key }) => key.at(-1) as string);
    const last = names.at(-1);
    return {
      TableNames: names,
      ...(entries.length > limit && last !== undefined ? { LastEvaluatedTableName: last } : {}),
    };
  });
};
