import type { Operation } from '../api.ts';
import { userNameOrCaller } from '../caller.ts';
import { paginate } from '../pagination.ts';
import { requireUser } from '../store.ts';
import { toDate } from '../entity.ts';

export const listAccessKeys: Operation<'ListAccessKeys'> = (ctx, input) => {
  const userName = userNameOrCaller(ctx, input.UserName);
  return ctx.read(async (snapshot) => {
    const user = await requireUser(snapshot, ctx, userName);
    const keys = await ctx.host.credentials.ofUser(snapshot, user.userId);
    const { rows, end } = await paginate(keys, ({ createdAt, accessKeyId }) => `${createdAt}/${accessKeyId}`, input);
    const AccessKeyMetadata = rows.map((key) => ({
      UserName: user.userName,
      AccessKeyId: key.accessKeyId,
      Status: key.status === 'Active' ? ('Active' as const) : ('Inactive' as const),
      CreateDate: toDate(key.createdAt),
    }));
    return { AccessKeyMetadata, ...end };
  });
};
