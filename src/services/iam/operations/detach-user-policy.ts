import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { userOwner } from '../owner.ts';
import { detach } from '../policy-attachment.ts';

export const detachUserPolicy: Operation<'DetachUserPolicy'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    await detach(tx, await userOwner(tx, ctx, input.UserName), input.PolicyArn);
    return {};
  });
