import { changeStatus } from '../access-key.ts';
import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';

export const updateAccessKey: Operation<'UpdateAccessKey'> = async (ctx, input) => {
  const status = input.Status === 'Active' ? 'Active' : 'Inactive';
  await ctx.transact(accountLane(ctx), (tx) => changeStatus(tx, ctx, input, status));
  ctx.host.credentials.forget(input.AccessKeyId ?? '');
  return {};
};
