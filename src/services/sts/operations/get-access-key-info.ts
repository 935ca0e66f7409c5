import { accountOfUnknownKey } from '../../../auth/principal.ts';
import type { Operation } from '../api.ts';

export const getAccessKeyInfo: Operation<'GetAccessKeyInfo'> = async (ctx, { AccessKeyId = '' }) => {
  const credential = await ctx.host.credentials.find(AccessKeyId);
  return { Account: credential?.principal.accountId ?? accountOfUnknownKey(AccessKeyId) };
};
