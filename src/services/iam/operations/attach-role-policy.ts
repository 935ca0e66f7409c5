import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { roleOwner } from '../owner.ts';
import { attach } from '../policy-attachment.ts';

export const attachRolePolicy: Operation<'AttachRolePolicy'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    await attach(tx, ctx, await roleOwner(tx, ctx, input.RoleName), input.PolicyArn);
    return {};
  });
