import type { Operation } from '../api.ts';
import { nameKey } from '../entity.ts';
import { toGroupShape } from '../group.ts';
import { inPath, paginate } from '../pagination.ts';
import { groups } from '../store.ts';

export const listGroups: Operation<'ListGroups'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const found = inPath(groups.scan(snapshot, { prefix: [ctx.accountId] }), input.PathPrefix);
    const { rows, end } = await paginate(found, (group) => nameKey(group.groupName), input);
    return { Groups: rows.map(toGroupShape), ...end };
  });
