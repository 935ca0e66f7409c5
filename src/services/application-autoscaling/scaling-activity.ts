import type { ScalingActivity as ScalingActivityOutput } from '@aws-sdk/client-application-auto-scaling';
import type { Transaction } from '../../storage/storage.ts';
import { ACTIVITY_RETENTION_MS, FORGOTTEN_ACTIVITIES } from './limits.ts';
import { keyOf, type TargetKey } from './scalable-target.ts';
import { activities, namespacePrefix } from './store.ts';

/** Something that was done to a target, or was tried. */
export interface ScalingActivity extends TargetKey {
  readonly activityId: string;
  /** Among those of the same instant. */
  readonly order: number;
  readonly description: string;
  readonly cause: string;
  readonly startedAt: number;
  /** Only where the resource itself was changed. */
  readonly endedAt?: number;
  readonly status: 'Successful' | 'Failed';
  readonly statusMessage: string;
}

/** `read capacity units`, as the texts of activities call it. */
export const capacityName = ({ dimension }: TargetKey): string =>
  dimension.endsWith(':ReadCapacityUnits') ? 'read capacity units' : 'write capacity units';

export type NewActivity = Omit<ScalingActivity, 'order'>;
type Attempt = Pick<ScalingActivity, 'activityId' | 'cause' | 'startedAt' | 'endedAt'>;

/** `failure` is what the resource's service said to it. */
export const capacityActivity = (
  key: TargetKey,
  capacity: number,
  attempt: Attempt,
  failure?: string,
): NewActivity => ({
  ...keyOf(key),
  ...attempt,
  description: `Setting ${capacityName(key)} to ${capacity}.`,
  status: failure === undefined ? 'Successful' : 'Failed',
  statusMessage:
    failure === undefined
      ? `Successfully set ${capacityName(key)} to ${capacity}. Change successfully fulfilled by ${key.namespace}.`
      : `Failed to set ${capacityName(key)} to ${capacity}. Reason: Failed updating table: ${failure}`,
});

interface Bounds {
  readonly minCapacity?: number | undefined;
  readonly maxCapacity?: number | undefined;
}

export function boundsActivity(key: TargetKey, bounds: Bounds, attempt: Attempt, failure?: string): NewActivity {
  const parts = [
    ...(bounds.minCapacity === undefined ? [] : [`min capacity to ${bounds.minCapacity}`]),
    ...(bounds.maxCapacity === undefined ? [] : [`max capacity to ${bounds.maxCapacity}`]),
  ].join(' and ');
  return {
    ...keyOf(key),
    ...attempt,
    description: `Setting ${parts}`,
    status: failure === undefined ? 'Successful' : 'Failed',
    statusMessage: failure === undefined ? `Successfully set ${parts}` : `Failed to set ${parts}. Reason: ${failure}`,
  };
}

/** Also forgets some of those that are older than AWS shows. */
export async function recordActivity(tx: Transaction, activity: NewActivity): Promise<void> {
  const prefix = namespacePrefix(activity);
  const lt = [...prefix, oldestShownAt(tx.now)];
  const old = await activities.list(tx, { prefix, lt, limit: FORGOTTEN_ACTIVITIES });
  for (const one of old) activities.remove(tx, one);
  const before = await activities.list(tx, { prefix: [...prefix, activity.startedAt] });
  activities.insert(tx, { ...activity, order: before.length });
}

export const oldestShownAt = (now: number): number => now - ACTIVITY_RETENTION_MS;

export const toScalingActivityOutput = (activity: ScalingActivity): ScalingActivityOutput => ({
  ActivityId: activity.activityId,
  ServiceNamespace: activity.namespace,
  ResourceId: activity.resourceId,
  ScalableDimension: activity.dimension,
  Description: activity.description,
  Cause: activity.cause,
  StartTime: new Date(activity.startedAt),
  ...(activity.endedAt === undefined ? {} : { EndTime: new Date(activity.endedAt) }),
  StatusCode: activity.status,
  StatusMessage: activity.statusMessage,
});
