import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { groupOwner } from '../owner.ts';
import { detach } from '../policy-attachment.ts';

export const detachGroupPolicy: Operation<'DetachGroupPolicy'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    await detach(tx, await groupOwner(tx, ctx, input.GroupName), input.PolicyArn);
    return {};
  });
