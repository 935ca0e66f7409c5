import type { Operation } from '../api.ts';
import { requireInlinePolicy } from '../inline-policy.ts';
import { groupOwner } from '../owner.ts';
import { encodeDocument } from '../policy-document.ts';

export const getGroupPolicy: Operation<'GetGroupPolicy'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const owner = await groupOwner(snapshot, ctx, input.GroupName);
    const { policyName, document } = await requireInlinePolicy(snapshot, owner, input.PolicyName);
    return { GroupName: owner.name, PolicyName: policyName, PolicyDocument: encodeDocument(document) };
  });
