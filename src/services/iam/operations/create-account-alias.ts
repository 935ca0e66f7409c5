import type { Operation } from '../api.ts';
import { aliasExists } from '../errors.ts';
import { aliases, aliasLane } from '../store.ts';

/** An account has one alias; a new one takes the place of the old. No two accounts share one. */
export const createAccountAlias: Operation<'CreateAccountAlias'> = (ctx, { AccountAlias: alias = '' }) =>
  ctx.transact(aliasLane, async (tx) => {
    const [holder] = await aliases.index('alias').list(tx, { prefix: [alias], limit: 1 });
    if (holder && holder.accountId !== ctx.accountId) throw aliasExists(alias);
    await aliases.set(tx, { accountId: ctx.accountId, alias });
    return {};
  });
