import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { moveUser } from '../user-name.ts';

export const updateUser: Operation<'UpdateUser'> = async (ctx, input) => {
  const { credentials } = ctx.host;
  const moved = await ctx.transact(accountLane(ctx), (tx) => moveUser(tx, ctx, input));
  for (const accessKeyId of moved) credentials.forget(accessKeyId);
  return {};
};
