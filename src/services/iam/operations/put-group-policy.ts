import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { putInlinePolicy } from '../inline-policy.ts';
import { groupOwner } from '../owner.ts';
import { requireIdentityPolicy } from '../policy-document.ts';

export const putGroupPolicy: Operation<'PutGroupPolicy'> = (ctx, input) => {
  const { PolicyName = '', PolicyDocument = '' } = input;
  return ctx.transact(accountLane(ctx), async (tx) => {
    const owner = await groupOwner(tx, ctx, input.GroupName);
    requireIdentityPolicy(PolicyDocument);
    await putInlinePolicy(tx, owner, PolicyName, PolicyDocument);
    return {};
  });
};
