import type { Operation } from '../api.ts';
import { policies, requireTarget, scheduledActions, targetLane, targetPrefix, targets } from '../store.ts';
import { toTargetKey } from '../target-key.ts';
import { cancelEvaluation, cancelScheduledAction } from '../tasks.ts';

/** Its policies and scheduled actions go with it. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html */
export const deregisterScalableTarget: Operation<'DeregisterScalableTarget'> = (ctx, input) => {
  const key = toTargetKey(ctx, input);

  return ctx.transact(targetLane(key), async (tx) => {
    const target = await requireTarget(tx, key);
    const prefix = targetPrefix(key);
    for (const policy of await policies.list(tx, { prefix })) policies.remove(tx, policy);
    for (const action of await scheduledActions.list(tx, { prefix })) {
      scheduledActions.remove(tx, action);
      cancelScheduledAction(tx, action);
    }
    cancelEvaluation(tx, target);
    targets.remove(tx, target);
    return {};
  });
};
