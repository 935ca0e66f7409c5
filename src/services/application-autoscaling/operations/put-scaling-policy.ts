import type { Operation } from '../api.ts';
import { targetNotRegistered, validationException } from '../errors.ts';
import { ALARM_KINDS, policyArn, toAlarms, toTracking, type AlarmKind, type ScalingPolicy } from '../scaling-policy.ts';
import { policies, requireTarget, targetLane, targetPrefix } from '../store.ts';
import { toTargetKey } from '../target-key.ts';
import { enqueueEvaluation } from '../tasks.ts';

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html */
export const putScalingPolicy: Operation<'PutScalingPolicy'> = (ctx, input) => {
  const key = toTargetKey(ctx, input);
  const name = input.PolicyName!;
  const policyId = ctx.random.uuid();
  const alarmIds = Object.fromEntries(ALARM_KINDS.map((kind) => [kind, ctx.random.uuid()]));

  return ctx.transact(targetLane(key), async (tx) => {
    const target = await requireTarget(tx, key, targetNotRegistered);
    const all = await policies.list(tx, { prefix: targetPrefix(key) });
    const old = all.find((policy) => policy.name === name);
    requireTargetTracking(input.PolicyType ?? (old ? 'TargetTrackingScaling' : undefined));
    const tracking = toTracking(key, input.TargetTrackingScalingPolicyConfiguration, old?.tracking);
    // There is only one metric for a dimension.
    if (!old && all.length > 0) {
      throw validationException('Only one TargetTrackingScaling policy for a given metric specification is allowed.');
    }
    const policy: ScalingPolicy = old
      ? { ...old, tracking }
      : { ...key, name, policyId, alarmIds: alarmIds as Record<AlarmKind, string>, tracking, createdAt: tx.now };
    if (old) policies.replace(tx, old, policy);
    else policies.insert(tx, policy);
    enqueueEvaluation(tx, target);
    return { PolicyARN: policyArn(policy), Alarms: toAlarms(policy) };
  });
};

/** The others are for other services. */
function requireTargetTracking(type: string | undefined): void {
  if (type === 'TargetTrackingScaling') return;
  if (type === undefined) throw validationException('PolicyType must be specified');
  throw validationException(`Policy type ${type} is not supported for the service namespace dynamodb`);
}
