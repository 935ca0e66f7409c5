import type { Key, Snapshot } from '../../storage/storage.ts';
import { table } from '../../storage/table.ts';
import { targetNotFound } from './errors.ts';
import type { ScalableTarget, TargetKey } from './scalable-target.ts';
import type { ScalingActivity } from './scaling-activity.ts';
import type { ScalingPolicy } from './scaling-policy.ts';
import type { ScheduledAction } from './scheduled-action.ts';

export const namespacePrefix = ({ accountId, region, namespace }: Omit<TargetKey, 'resourceId' | 'dimension'>): Key => [
  accountId,
  region,
  namespace,
];
export const targetPrefix = (key: TargetKey): Key => [...namespacePrefix(key), key.resourceId, key.dimension];

export const targets = table<ScalableTarget, 'targetId'>('application-autoscaling/target', {
  key: targetPrefix,
  indexes: { targetId: ({ targetId }) => [targetId] },
});
export const policies = table<ScalingPolicy>('application-autoscaling/policy', {
  key: (policy) => [...targetPrefix(policy), policy.name],
});
export const scheduledActions = table<ScheduledAction>('application-autoscaling/scheduled-action', {
  key: (action) => [...targetPrefix(action), action.name],
});
/** By time, so that the newest are found first and the oldest go first. */
export const activities = table<ScalingActivity>('application-autoscaling/activity', {
  key: (activity) => [...namespacePrefix(activity), activity.startedAt, activity.order, activity.activityId],
});

/** All that changes a target, its policies and its schedules goes one after another. */
export const targetLane = (key: TargetKey): Key => ['application-autoscaling', ...targetPrefix(key)];

export async function requireTarget(
  from: Snapshot,
  key: TargetKey,
  notFound: (key: TargetKey) => Error = targetNotFound,
): Promise<ScalableTarget> {
  const target = await targets.get(from, targetPrefix(key));
  if (!target) throw notFound(key);
  return target;
}
