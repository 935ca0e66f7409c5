import { AwsError } from '../../kernel/aws-error.ts';
import type { Context } from './api.ts';
import {
  canDecrease,
  findCapacity,
  setCapacity,
  toResource,
  type ProvisionedCapacity,
} from './provisioned-capacity.ts';
import { keyOf, type ScalableTarget, type TargetKey } from './scalable-target.ts';
import { alarmName, type ScalingPolicy } from './scaling-policy.ts';
import { capacityActivity, recordActivity } from './scaling-activity.ts';
import { targetLane, targetPrefix, targets } from './store.ts';
import { HIGH_ALARM_MINUTES, LOW_ALARM_MINUTES } from './limits.ts';
import { decide, type Decision } from './target-tracking.ts';

interface Change extends Decision {
  readonly cause: string;
}

/** Brings the capacity between the target's bounds. Whether the resource took it: it may be busy. */
export const scaleIntoBounds = (ctx: Context, target: ScalableTarget): Promise<boolean> =>
  scale(ctx, target, ({ current }) => {
    const { minCapacity, maxCapacity } = target;
    if (current < minCapacity) {
      return { capacity: minCapacity, direction: 'out', cause: `minimum capacity was set to ${minCapacity}` };
    }
    if (current > maxCapacity) {
      return { capacity: maxCapacity, direction: 'in', cause: `maximum capacity was set to ${maxCapacity}` };
    }
    return undefined;
  });

/** Does what the policy says at the end of a minute. */
export const scaleByPolicy = (ctx: Context, target: ScalableTarget, policy: ScalingPolicy): Promise<boolean> =>
  scale(ctx, target, (found, now) => changeOf(ctx, target, policy, found, now));

function changeOf(
  ctx: Context,
  target: ScalableTarget,
  policy: ScalingPolicy,
  found: ProvisionedCapacity,
  now: number,
): Change | undefined {
  const { tracking } = policy;
  const decision = decide(
    {
      now,
      capacity: found.current,
      minCapacity: target.minCapacity,
      maxCapacity: target.maxCapacity,
      minutes: minutesOf(ctx, found, now),
      scaledOutAt: target.scaledOutAt,
      scaledInAt: target.scaledInAt,
    },
    {
      targetPercent: tracking.TargetValue!,
      scaleOutCooldownSeconds: tracking.ScaleOutCooldown,
      scaleInCooldownSeconds: tracking.ScaleInCooldown,
      isScaleInDisabled: tracking.DisableScaleIn,
    },
  );
  if (!decision || isSuspended(target, decision)) return undefined;
  const alarm = alarmName(policy, decision.direction === 'out' ? 'AlarmHigh' : 'AlarmLow');
  return { ...decision, cause: `monitor alarm ${alarm} in state ALARM triggered policy ${policy.name}` };
}

/** A table has consumed nothing before it was there, which is not to be taken for idleness. */
function minutesOf(ctx: Context, { arn, kind, createdAt }: ProvisionedCapacity, now: number): readonly number[] {
  const age = Math.floor((now - createdAt) / 60_000);
  const count = Math.min(Math.max(HIGH_ALARM_MINUTES, LOW_ALARM_MINUTES), Math.max(0, age));
  return ctx.host.consumedCapacity.lastMinutes(arn, kind, now, count);
}

const isSuspended = ({ suspended }: ScalableTarget, { direction }: Decision): boolean =>
  direction === 'out' ? suspended.scaleOut : suspended.scaleIn;

type Decide = (found: ProvisionedCapacity, now: number) => Change | undefined;

/** Looks, decides and changes while nobody else scales the same table. */
async function scale(ctx: Context, target: ScalableTarget, decideOn: Decide): Promise<boolean> {
  // The service acts as the principal that AWS's service-linked role trusts.
  const scaler = ctx.as('dynamodb.application-autoscaling.amazonaws.com');
  const { TableName } = toResource(target);
  return ctx.state.tables.take(`${target.accountId}/${target.region}/${TableName}`, async () => {
    const found = await findCapacity(scaler, target);
    const change = found && decideOn(found, ctx.clock.now());
    if (!found || !change) return true;
    if (change.direction === 'in' && !canDecrease(found, ctx.clock.now())) return false;
    return apply(scaler, target, found, change);
  });
}

async function apply(
  ctx: Context,
  target: ScalableTarget,
  found: ProvisionedCapacity,
  { capacity, direction, cause }: Change,
): Promise<boolean> {
  const attempt = { activityId: ctx.random.uuid(), startedAt: ctx.clock.now(), cause };
  let failure: string | undefined;
  try {
    await setCapacity(ctx, target, found, capacity);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'ResourceInUseException') return false;
    failure = error.message;
  }
  const endedAt = ctx.clock.now();
  await ctx.transact(targetLane(target), async (tx) => {
    await recordActivity(tx, capacityActivity(target, capacity, { ...attempt, endedAt }, failure));
    const current = await targets.get(tx, targetPrefix(target));
    if (!current || failure !== undefined) return;
    const scaled: Partial<ScalableTarget> = direction === 'out' ? { scaledOutAt: endedAt } : { scaledInAt: endedAt };
    targets.replace(tx, current, { ...current, ...scaled });
  });
  return true;
}

/** The target as it is now. */
export const findTarget = (ctx: Context, key: TargetKey): Promise<ScalableTarget | undefined> =>
  ctx.read((from) => targets.get(from, targetPrefix(keyOf(key))));
