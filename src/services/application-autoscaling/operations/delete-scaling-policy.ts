import type { Operation } from '../api.ts';
import { policyNotFound } from '../errors.ts';
import { policies, targetLane, targetPrefix, targets } from '../store.ts';
import { toTargetKey } from '../target-key.ts';
import { cancelEvaluation } from '../tasks.ts';

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeleteScalingPolicy.html */
export const deleteScalingPolicy: Operation<'DeleteScalingPolicy'> = (ctx, input) => {
  const key = toTargetKey(ctx, input);
  const name = input.PolicyName!;

  return ctx.transact(targetLane(key), async (tx) => {
    const all = await policies.list(tx, { prefix: targetPrefix(key) });
    const policy = all.find((one) => one.name === name);
    if (!policy) throw policyNotFound(key, name);
    policies.remove(tx, policy);
    const target = await targets.get(tx, targetPrefix(key));
    if (target && all.length === 1) cancelEvaluation(tx, target);
    return {};
  });
};
