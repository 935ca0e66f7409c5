import type { Operation } from '../api.ts';
import { scheduledActionNotFound } from '../errors.ts';
import { scheduledActions, targetLane, targetPrefix } from '../store.ts';
import { toTargetKey } from '../target-key.ts';
import { cancelScheduledAction } from '../tasks.ts';

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeleteScheduledAction.html */
export const deleteScheduledAction: Operation<'DeleteScheduledAction'> = (ctx, input) => {
  const key = toTargetKey(ctx, input);
  const name = input.ScheduledActionName!;

  return ctx.transact(targetLane(key), async (tx) => {
    const action = await scheduledActions.get(tx, [...targetPrefix(key), name]);
    if (!action) throw scheduledActionNotFound(key, name);
    scheduledActions.remove(tx, action);
    cancelScheduledAction(tx, action);
    return {};
  });
};
