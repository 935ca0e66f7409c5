import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { roleOwner } from '../owner.ts';
import { detach } from '../policy-attachment.ts';

export const detachRolePolicy: Operation<'DetachRolePolicy'> = (ctx, input) =>
  ctx.transact(accountLane(ctx), async (tx) => {
    await detach(tx, await roleOwner(tx, ctx, input.RoleName), input.PolicyArn);
    return {};
  });
