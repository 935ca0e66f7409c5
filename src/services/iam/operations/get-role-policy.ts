import type { Operation } from '../api.ts';
import { requireInlinePolicy } from '../inline-policy.ts';
import { roleOwner } from '../owner.ts';
import { encodeDocument } from '../policy-document.ts';

export const getRolePolicy: Operation<'GetRolePolicy'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const owner = await roleOwner(snapshot, ctx, input.RoleName);
    const { policyName, document } = await requireInlinePolicy(snapshot, owner, input.PolicyName);
    return { RoleName: owner.name, PolicyName: policyName, PolicyDocument: encodeDocument(document) };
  });
