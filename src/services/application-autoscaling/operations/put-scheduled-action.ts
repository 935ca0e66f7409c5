import type { Input, Operation } from '../api.ts';
import { targetNotRegistered, validationException } from '../errors.ts';
import type { TargetKey } from '../scalable-target.ts';
import { requireBounds, requireSchedule, type ScheduledAction } from '../scheduled-action.ts';
import { requireTarget, scheduledActions, targetLane, targetPrefix } from '../store.ts';
import { toTargetKey } from '../target-key.ts';
import { enqueueScheduledAction } from '../tasks.ts';

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html */
export const putScheduledAction: Operation<'PutScheduledAction'> = (ctx, input) => {
  const key = toTargetKey(ctx, input);
  const actionId = ctx.random.uuid();

  return ctx.transact(targetLane(key), async (tx) => {
    await requireTarget(tx, key, targetNotRegistered);
    const old = await scheduledActions.get(tx, [...targetPrefix(key), input.ScheduledActionName!]);
    const action = toScheduledAction(key, input, old, { actionId, now: tx.now });
    if (old) scheduledActions.replace(tx, old, action);
    else scheduledActions.insert(tx, action);
    enqueueScheduledAction(tx, action);
    return {};
  });
};

/** What an update leaves out stays, except for the start and the end: they are then gone. */
function toScheduledAction(
  key: TargetKey,
  input: Input<'PutScheduledAction'>,
  old: ScheduledAction | undefined,
  { actionId, now }: { readonly actionId: string; readonly now: number },
): ScheduledAction {
  const bounds = requireBounds(input.ScalableTargetAction ?? old?.bounds);
  const timezone = input.Timezone ?? old?.timezone;
  const schedule = requireSchedule(input.Schedule ?? old?.schedule, timezone);
  const { StartTime: start, EndTime: end } = input;
  if (start && end && start >= end) throw validationException('StartTime must be before EndTime');
  return {
    ...key,
    actionId: old?.actionId ?? actionId,
    name: input.ScheduledActionName!,
    schedule,
    bounds,
    createdAt: old?.createdAt ?? now,
    updatedAt: now,
    ...(timezone === undefined ? {} : { timezone }),
    ...(start ? { startAt: start.getTime() } : {}),
    ...(end ? { endAt: end.getTime() } : {}),
  };
}
