import type { Operation } from '../api.ts';
import { requirePolicy } from '../policies.ts';
import { tagPage } from '../tag-page.ts';

export const listPolicyTags: Operation<'ListPolicyTags'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const { tags } = await requirePolicy(snapshot, ctx, input.PolicyArn);
    return tagPage(tags, input);
  });
