import type { Operation } from '../api.ts';
import { userNameOrCaller } from '../caller.ts';
import { requireUser } from '../store.ts';
import { toRootUser, toUserShape } from '../user.ts';

export const getUser: Operation<'GetUser'> = (ctx, input) => {
  if (input.UserName === undefined && ctx.principal.kind === 'root') return { User: toRootUser(ctx.principal) };
  const userName = userNameOrCaller(ctx, input.UserName);
  return ctx.read(async (snapshot) => ({ User: toUserShape(await requireUser(snapshot, ctx, userName)) }));
};
