import type { Operation } from '../api.ts';
import { paginate } from '../pagination.ts';
import { requirePolicy } from '../policies.ts';

export const listPolicyTags: Operation<'ListPolicyTags'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const { tags } = await requirePolicy(snapshot, ctx, input.PolicyArn);
    const sorted = tags.toSorted((a, b) => ((a.Key ?? '') < (b.Key ?? '') ? -1 : 1));
    const { rows, end } = await paginate(sorted, ({ Key = '' }) => Key, input);
    return { Tags: [...rows], ...end };
  });
