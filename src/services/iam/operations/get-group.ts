import type { Operation } from '../api.ts';
import { toGroupShape } from '../group.ts';
import { paginate } from '../pagination.ts';
import { memberships, requireGroup, requireUser } from '../store.ts';
import { toUserSummary } from '../user.ts';

export const getGroup: Operation<'GetGroup'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const group = await requireGroup(snapshot, ctx, input.GroupName);
    const members = await memberships.index('group').list(snapshot, { prefix: [group.groupId] });
    const byName = members.toSorted((a, b) => (a.userName < b.userName ? -1 : 1));
    const { rows, end } = await paginate(byName, ({ userName }) => userName, input);
    const users = await Promise.all(rows.map(({ userName }) => requireUser(snapshot, ctx, userName)));
    return { Group: toGroupShape(group), Users: users.map(toUserSummary), ...end };
  });
