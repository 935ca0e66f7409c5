import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { putInlinePolicy } from '../inline-policy.ts';
import { roleOwner } from '../owner.ts';
import { requireIdentityPolicy } from '../policy-document.ts';

export const putRolePolicy: Operation<'PutRolePolicy'> = (ctx, input) => {
  const { PolicyName = '', PolicyDocument = '' } = input;
  return ctx.transact(accountLane(ctx), async (tx) => {
    const owner = await roleOwner(tx, ctx, input.RoleName);
    requireIdentityPolicy(PolicyDocument);
    await putInlinePolicy(tx, owner, PolicyName, PolicyDocument);
    return {};
  });
};
