import type { Operation } from '../api.ts';
import { requireInlinePolicy } from '../inline-policy.ts';
import { userOwner } from '../owner.ts';
import { encodeDocument } from '../policy-document.ts';

export const getUserPolicy: Operation<'GetUserPolicy'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const owner = await userOwner(snapshot, ctx, input.UserName);
    const { policyName, document } = await requireInlinePolicy(snapshot, owner, input.PolicyName);
    return { UserName: owner.name, PolicyName: policyName, PolicyDocument: encodeDocument(document) };
  });
