import type { Context } from '../../kernel/context.ts';
import type { Transaction } from '../../storage/storage.ts';
import { nameKey } from './entity.ts';
import { entityExists } from './errors.ts';
import { memberships, requireUser, users } from './store.ts';
import { toUserPrincipal } from './user.ts';

interface Move {
  readonly UserName: string | undefined;
  readonly NewUserName?: string | undefined;
  readonly NewPath?: string | undefined;
}

/**
 * Gives a user another name or path. The id stays, and with it policies and groups; the access keys name the
 * user's ARN, so they are written too and returned. Throws NoSuchEntity or EntityAlreadyExists.
 */
export async function moveUser(tx: Transaction, ctx: Context, input: Move): Promise<readonly string[]> {
  const user = await requireUser(tx, ctx, input.UserName);
  const moved = { ...user, userName: input.NewUserName ?? user.userName, path: input.NewPath ?? user.path };
  if (nameKey(moved.userName) === nameKey(user.userName)) {
    users.replace(tx, user, moved);
  } else {
    if (await users.get(tx, [ctx.accountId, nameKey(moved.userName)])) throw entityExists('User', moved.userName);
    users.remove(tx, user);
    users.insert(tx, moved);
  }
  for (const membership of await memberships.list(tx, { prefix: [user.userId] })) {
    memberships.replace(tx, membership, { ...membership, userName: moved.userName });
  }
  const keys = await ctx.host.credentials.ofUser(tx, user.userId);
  for (const key of keys) {
    ctx.host.credentials.replace(tx, key, { ...key, principal: toUserPrincipal(moved, key.accessKeyId) });
  }
  return keys.map(({ accessKeyId }) => accessKeyId);
}
