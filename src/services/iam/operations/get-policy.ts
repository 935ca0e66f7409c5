import type { Operation } from '../api.ts';
import { toPolicyShape } from '../managed-policy.ts';
import { requirePolicy, usageOf } from '../policies.ts';

export const getPolicy: Operation<'GetPolicy'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const policy = await requirePolicy(snapshot, ctx, input.PolicyArn);
    return { Policy: toPolicyShape(policy, await usageOf(snapshot, ctx, policy)) };
  });
