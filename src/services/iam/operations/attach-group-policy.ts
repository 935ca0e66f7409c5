import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { groupOwner } from '../owner.ts';
import { attach } from '../policy-attachment.ts';

export const attachGroupPolicy: Operation<'AttachGroupPolicy'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    await attach(tx, ctx, await groupOwner(tx, ctx, input.GroupName), input.PolicyArn);
    return {};
  });
