import type {
  ScalableTargetAction,
  ScheduledAction as ScheduledActionOutput,
} from '@aws-sdk/client-application-auto-scaling';
import { nextRun, parseSchedule } from '../../lib/schedule/schedule.ts';
import { isTimeZone } from '../../lib/schedule/wall-time.ts';
import { validationException } from './errors.ts';
import { MIN_DYNAMODB_CAPACITY_UNITS } from './limits.ts';
import type { TargetKey } from './scalable-target.ts';

/** Instants are epoch milliseconds. */
export interface ScheduledAction extends TargetKey {
  readonly actionId: string;
  readonly name: string;
  readonly schedule: string;
  readonly timezone?: string;
  readonly startAt?: number;
  readonly endAt?: number;
  readonly bounds: ScalableTargetAction;
  readonly createdAt: number;
  /** Rates count from it. */
  readonly updatedAt: number;
}

export function requireSchedule(schedule: string | undefined, timezone: string | undefined): string {
  if (schedule === undefined) throw validationException('Schedule must be specified');
  if (timezone !== undefined && !isTimeZone(timezone)) throw validationException(`Invalid time zone: ${timezone}`);
  if (!parseSchedule(schedule)) throw validationException(`Invalid schedule expression: ${schedule}`);
  return schedule;
}

export function requireBounds(bounds: ScalableTargetAction | undefined): ScalableTargetAction {
  if (bounds?.MinCapacity === undefined && bounds?.MaxCapacity === undefined) {
    throw validationException('At least one of minimum capacity and maximum capacity should be provided');
  }
  const { MinCapacity: min, MaxCapacity: max } = bounds;
  requireCapacities(min, max);
  return bounds;
}

/** Of a target, or of what a scheduled action makes of it. */
export function requireCapacities(min: number | undefined, max: number | undefined): void {
  for (const [name, units] of [
    ['Minimum', min],
    ['Maximum', max],
  ] as const) {
    if (units !== undefined && units < MIN_DYNAMODB_CAPACITY_UNITS) {
      throw validationException(`${name} capacity must be greater than or equal to ${MIN_DYNAMODB_CAPACITY_UNITS}`);
    }
  }
  if (min !== undefined && max !== undefined && max < min) {
    throw validationException('Maximum capacity cannot be less than minimum capacity');
  }
}

/** The first run after `after`; undefined when it is over. A recurring action also runs at its start. */
export function nextRunAt(action: ScheduledAction, after: number): number | undefined {
  const schedule = parseSchedule(action.schedule);
  if (!schedule) return undefined;
  const { startAt, endAt, timezone = 'UTC', updatedAt } = action;
  const isAhead = startAt !== undefined && startAt > after;
  const at = isAhead && schedule.kind !== 'at' ? startAt : nextRun(schedule, timezone, after, startAt ?? updatedAt);
  if (at === undefined || (startAt !== undefined && at < startAt) || (endAt !== undefined && at > endAt))
    return undefined;
  return at;
}

const scheduledActionArn = ({ accountId, region, namespace, resourceId, actionId, name }: ScheduledAction): string =>
  `arn:aws:autoscaling:${region}:${accountId}:scheduledAction:${actionId}:resource/${namespace}/${resourceId}:scheduledActionName/${name}`;

export const toScheduledActionOutput = (action: ScheduledAction): ScheduledActionOutput => ({
  ScheduledActionName: action.name,
  ScheduledActionARN: scheduledActionArn(action),
  ServiceNamespace: action.namespace,
  Schedule: action.schedule,
  ...(action.timezone === undefined ? {} : { Timezone: action.timezone }),
  ResourceId: action.resourceId,
  ScalableDimension: action.dimension,
  ...(action.startAt === undefined ? {} : { StartTime: new Date(action.startAt) }),
  ...(action.endAt === undefined ? {} : { EndTime: new Date(action.endAt) }),
  ScalableTargetAction: action.bounds,
  CreationTime: new Date(action.createdAt),
});
