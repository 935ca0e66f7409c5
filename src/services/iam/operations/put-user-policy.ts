import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { putInlinePolicy } from '../inline-policy.ts';
import { userOwner } from '../owner.ts';
import { requireIdentityPolicy } from '../policy-document.ts';

export const putUserPolicy: Operation<'PutUserPolicy'> = (ctx, input) => {
  const { PolicyName = '', PolicyDocument = '' } = input;
  return ctx.transact(accountLane(ctx), async (tx) => {
    const owner = await userOwner(tx, ctx, input.UserName);
    requireIdentityPolicy(PolicyDocument);
    await putInlinePolicy(tx, owner, PolicyName, PolicyDocument);
    return {};
  });
};
