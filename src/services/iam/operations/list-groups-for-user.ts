import type { Operation } from '../api.ts';
import { toGroupShape } from '../group.ts';
import { paginate } from '../pagination.ts';
import { memberships, requireGroup, requireUser } from '../store.ts';

export const listGroupsForUser: Operation<'ListGroupsForUser'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const user = await requireUser(snapshot, ctx, input.UserName);
    const joined = await memberships.list(snapshot, { prefix: [user.userId] });
    const byName = joined.toSorted((a, b) => (a.groupName < b.groupName ? -1 : 1));
    const { rows, end } = await paginate(byName, ({ groupName }) => groupName, input);
    const groups = await Promise.all(rows.map(({ groupName }) => requireGroup(snapshot, ctx, groupName)));
    return { Groups: groups.map(toGroupShape), ...end };
  });
