import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { userOwner } from '../owner.ts';
import { attach } from '../policy-attachment.ts';

export const attachUserPolicy: Operation<'AttachUserPolicy'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    await attach(tx, ctx, await userOwner(tx, ctx, input.UserName), input.PolicyArn);
    return {};
  });
