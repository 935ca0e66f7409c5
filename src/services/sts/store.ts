import type { Credentials as CredentialsShape } from '@aws-sdk/client-sts';
import type { Context } from '../../kernel/context.ts';
import { toSessionToken, type Credential } from '../../kernel/credentials.ts';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const TOKEN_BYTES = 192;

/** Makes who is calling out of the session's new access key. */
export type ToPrincipal = (accessKeyId: string) => Credential['principal'];

/** Writes new credentials that end after `seconds`, and clears away those that ended long ago. */
export async function issueSession(ctx: Context, toPrincipal: ToPrincipal, seconds: number): Promise<CredentialsShape> {
  const accessKeyId = `ASIA${ctx.random.string(16)}`;
  const secretAccessKey = ctx.random.string(40, BASE64);
  const token = toSessionToken(ctx.random.bytes(TOKEN_BYTES));
  const principal = toPrincipal(accessKeyId);
  const { credentials } = ctx.host;

  const expiresAt = await ctx.transact(['sts', principal.accountId], async (tx) => {
    await credentials.sweep(tx, principal.accountId);
    const session = { token, expiresAt: toSecond(tx.now) + seconds * 1000 };
    credentials.insert(tx, {
      accessKeyId,
      secretAccessKey,
      status: 'Active',
      principal,
      createdAt: tx.now,
      session,
    });
    return session.expiresAt;
  });
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: token,
    Expiration: new Date(expiresAt),
  };
}

/** Expirations are told in whole seconds, so they are kept in whole seconds. */
const toSecond = (at: number) => Math.floor(at / 1000) * 1000;
