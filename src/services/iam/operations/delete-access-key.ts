import { changeStatus } from '../access-key.ts';
import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';

export const deleteAccessKey: Operation<'DeleteAccessKey'> = async (ctx, input) => {
  await ctx.transact(accountLane(ctx), (tx) => changeStatus(tx, ctx, input, 'Deleted'));
  ctx.host.credentials.forget(input.AccessKeyId ?? '');
  return {};
};
