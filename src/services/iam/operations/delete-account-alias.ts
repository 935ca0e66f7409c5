import type { Operation } from '../api.ts';
import { noSuchAlias } from '../errors.ts';
import { aliases, aliasLane } from '../store.ts';

export const deleteAccountAlias: Operation<'DeleteAccountAlias'> = (ctx, { AccountAlias: alias = '' }) =>
  ctx.transact(aliasLane, async (tx) => {
    const row = await aliases.get(tx, [ctx.accountId]);
    if (row?.alias !== alias) throw noSuchAlias(alias);
    aliases.remove(tx, row);
    return {};
  });
