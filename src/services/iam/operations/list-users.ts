import type { Operation } from '../api.ts';
import { nameKey } from '../entity.ts';
import { inPath, paginate } from '../pagination.ts';
import { users } from '../store.ts';
import { toUserSummary } from '../user.ts';

export const listUsers: Operation<'ListUsers'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const found = inPath(users.scan(snapshot, { prefix: [ctx.accountId] }), input.PathPrefix);
    const { rows, end } = await paginate(found, (user) => nameKey(user.userName), input);
    return { Users: rows.map(toUserSummary), ...end };
  });
