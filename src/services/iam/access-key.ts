import type { Context } from '../../kernel/context.ts';
import type { Credential } from '../../kernel/credentials.ts';
import type { Random } from '../../kernel/random.ts';
import type { Transaction } from '../../storage/storage.ts';
import { userNameOrCaller } from './caller.ts';
import { noSuchAccessKey } from './errors.ts';
import { requireUser } from './store.ts';
import { toUserPrincipal, type User } from './user.ts';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export interface AccessKeyPair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export const newAccessKey = (random: Random): AccessKeyPair => ({
  accessKeyId: `AKIA${random.string(16)}`,
  secretAccessKey: random.string(40, BASE64),
});

export const toCredential = (user: User, pair: AccessKeyPair, createdAt: number): Credential => ({
  ...pair,
  status: 'Active',
  principal: toUserPrincipal(user, pair.accessKeyId),
  createdAt,
});

interface KeyInput {
  readonly UserName?: string | undefined;
  readonly AccessKeyId: string | undefined;
}

/** Writes another status of a key that the named user, or the caller, has. Throws NoSuchEntity. */
export async function changeStatus(
  tx: Transaction,
  ctx: Context,
  { UserName, AccessKeyId = '' }: KeyInput,
  status: Credential['status'],
): Promise<void> {
  const user = await requireUser(tx, ctx, userNameOrCaller(ctx, UserName));
  const keys = await ctx.host.credentials.ofUser(tx, user.userId);
  const key = keys.find(({ accessKeyId }) => accessKeyId === AccessKeyId);
  if (!key) throw noSuchAccessKey(AccessKeyId);
  ctx.host.credentials.replace(tx, key, { ...key, status });
}
