import { newAccessKey, toCredential } from '../access-key.ts';
import type { Operation } from '../api.ts';
import { userNameOrCaller } from '../caller.ts';
import { accountLane, toDate } from '../entity.ts';
import { quotaExceeded } from '../errors.ts';
import { MAX_ACCESS_KEYS_PER_USER } from '../limits.ts';
import { requireUser } from '../store.ts';

export const createAccessKey: Operation<'CreateAccessKey'> = async (ctx, input) => {
  const { credentials } = ctx.host;
  const userName = userNameOrCaller(ctx, input.UserName);
  const pair = newAccessKey(ctx.random);
  const created = await ctx.transact(accountLane(ctx), async (tx) => {
    const user = await requireUser(tx, ctx, userName);
    if ((await credentials.ofUser(tx, user.userId)).length >= MAX_ACCESS_KEYS_PER_USER) {
      throw quotaExceeded('AccessKeysPerUser', MAX_ACCESS_KEYS_PER_USER);
    }
    const credential = toCredential(user, pair, tx.now);
    credentials.insert(tx, credential);
    return { credential, user };
  });
  credentials.forget(pair.accessKeyId);
  return {
    AccessKey: {
      UserName: created.user.userName,
      AccessKeyId: pair.accessKeyId,
      Status: 'Active',
      SecretAccessKey: pair.secretAccessKey,
      CreateDate: toDate(created.credential.createdAt),
    },
  };
};
