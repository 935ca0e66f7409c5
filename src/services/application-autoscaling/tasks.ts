import type { TaskHandler } from '../../kernel/service.ts';
import type { Transaction } from '../../storage/storage.ts';
import type { Context } from './api.ts';
import { BUSY_RETRY_MS, EVALUATION_INTERVAL_MS } from './limits.ts';
import { keyOf, type ScalableTarget, type TargetKey } from './scalable-target.ts';
import { boundsActivity, recordActivity } from './scaling-activity.ts';
import { findTarget, scaleByPolicy, scaleIntoBounds } from './scaling.ts';
import { nextRunAt, type ScheduledAction } from './scheduled-action.ts';
import type { State } from './state.ts';
import { policies, scheduledActions, targetLane, targetPrefix, targets } from './store.ts';

const EVALUATE = 'application-autoscaling.evaluate';
const FIT_BOUNDS = 'application-autoscaling.fitBounds';
const RUN_SCHEDULED_ACTION = 'application-autoscaling.runScheduledAction';

/** The target was deregistered, and perhaps registered anew, when it is not of this id any more. */
interface TargetPayload extends TargetKey {
  readonly targetId: string;
}

interface ScheduledActionPayload extends TargetKey {
  readonly actionId: string;
  readonly name: string;
}

const payloadOf = (target: ScalableTarget): TargetPayload => ({ ...keyOf(target), targetId: target.targetId });
const evaluationId = ({ targetId }: Pick<ScalableTarget, 'targetId'>) => `${EVALUATE}/${targetId}`;
const scheduleId = ({ actionId }: Pick<ScheduledAction, 'actionId'>) => `${RUN_SCHEDULED_ACTION}/${actionId}`;

/** Policies are looked at whenever a minute is over, as CloudWatch looks at their alarms. */
export function enqueueEvaluation(tx: Transaction, target: ScalableTarget): void {
  const at = Math.floor(tx.now / EVALUATION_INTERVAL_MS + 1) * EVALUATION_INTERVAL_MS;
  tx.enqueue({ type: EVALUATE, payload: payloadOf(target), retriesForever: true }, { id: evaluationId(target), at });
}

export const cancelEvaluation = (tx: Transaction, target: ScalableTarget): void => tx.cancel(evaluationId(target));

export const enqueueFitBounds = (tx: Transaction, target: ScalableTarget, at = tx.now): void =>
  tx.enqueue({ type: FIT_BOUNDS, payload: payloadOf(target) }, { id: `${FIT_BOUNDS}/${target.targetId}`, at });

export function enqueueScheduledAction(tx: Transaction, action: ScheduledAction): void {
  const at = nextRunAt(action, tx.now);
  if (at === undefined) return tx.cancel(scheduleId(action));
  const payload: ScheduledActionPayload = { ...keyOf(action), actionId: action.actionId, name: action.name };
  tx.enqueue({ type: RUN_SCHEDULED_ACTION, payload, retriesForever: true }, { id: scheduleId(action), at });
}

export const cancelScheduledAction = (tx: Transaction, action: ScheduledAction): void => tx.cancel(scheduleId(action));

const evaluate: TaskHandler<State> = async (ctx, payload: TargetPayload) => {
  const target = await findSame(ctx, payload);
  if (!target) return;
  const [policy] = await ctx.read((from) => policies.list(from, { prefix: targetPrefix(target), limit: 1 }));
  if (!policy) return;
  // Where the table is busy, the alarms are still there in the next minute.
  await scaleByPolicy(ctx, target, policy);
  await ctx.transact(targetLane(target), async (tx) => {
    const current = await targets.get(tx, targetPrefix(target));
    if (current?.targetId === target.targetId) enqueueEvaluation(tx, current);
  });
};

const fitBounds: TaskHandler<State> = async (ctx, payload: TargetPayload) => {
  const target = await findSame(ctx, payload);
  if (!target || (await scaleIntoBounds(ctx, target))) return;
  await ctx.transact(targetLane(target), (tx) => enqueueFitBounds(tx, target, tx.now + BUSY_RETRY_MS));
};

async function findSame(ctx: Context, payload: TargetPayload): Promise<ScalableTarget | undefined> {
  const target = await findTarget(ctx, payload);
  return target?.targetId === payload.targetId ? target : undefined;
}

const runScheduledAction: TaskHandler<State> = async (ctx, payload: ScheduledActionPayload) => {
  const activityId = ctx.random.uuid();
  await ctx.transact(targetLane(payload), async (tx) => {
    const action = await scheduledActions.get(tx, [...targetPrefix(payload), payload.name]);
    const target = await targets.get(tx, targetPrefix(payload));
    if (!target || action?.actionId !== payload.actionId) return;
    enqueueScheduledAction(tx, action);
    if (!target.suspended.scheduled) await applyBounds(tx, target, action, activityId);
  });
};

async function applyBounds(
  tx: Transaction,
  target: ScalableTarget,
  { name, bounds }: ScheduledAction,
  activityId: string,
): Promise<void> {
  const wanted = { minCapacity: bounds.MinCapacity, maxCapacity: bounds.MaxCapacity };
  const minCapacity = bounds.MinCapacity ?? target.minCapacity;
  const maxCapacity = bounds.MaxCapacity ?? target.maxCapacity;
  const failure = maxCapacity < minCapacity ? 'Maximum capacity cannot be less than minimum capacity' : undefined;
  const attempt = { activityId, startedAt: tx.now, cause: `scheduled action name ${name} was triggered` };
  await recordActivity(tx, boundsActivity(target, wanted, attempt, failure));
  if (failure !== undefined) return;
  const bounded = { ...target, minCapacity, maxCapacity };
  targets.replace(tx, target, bounded);
  enqueueFitBounds(tx, bounded);
}

export const tasks: Readonly<Record<string, TaskHandler<State>>> = {
  [EVALUATE]: evaluate,
  [FIT_BOUNDS]: fitBounds,
  [RUN_SCHEDULED_ACTION]: runScheduledAction,
};
