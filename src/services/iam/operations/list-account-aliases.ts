import type { Operation } from '../api.ts';
import { aliases } from '../store.ts';

export const listAccountAliases: Operation<'ListAccountAliases'> = (ctx) =>
  ctx.read(async (snapshot) => {
    const row = await aliases.get(snapshot, [ctx.accountId]);
    return { AccountAliases: row ? [row.alias] : [], IsTruncated: false };
  });
