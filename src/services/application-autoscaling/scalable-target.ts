import type {
  ScalableDimension,
  ScalableTarget as ScalableTargetOutput,
  ServiceNamespace,
  SuspendedState,
} from '@aws-sdk/client-application-auto-scaling';

/** What names a target; an account has its own in each region. */
export interface TargetKey {
  readonly accountId: string;
  readonly region: string;
  readonly namespace: ServiceNamespace;
  readonly resourceId: string;
  readonly dimension: ScalableDimension;
}

/** Instants are epoch milliseconds, capacities units per second. */
export interface ScalableTarget extends TargetKey {
  readonly targetId: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly suspended: Suspended;
  readonly createdAt: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Cooldowns count from these. */
  readonly scaledOutAt?: number;
  readonly scaledInAt?: number;
}

export interface Suspended {
  readonly scaleIn: boolean;
  readonly scaleOut: boolean;
  readonly scheduled: boolean;
}

export const NOTHING_SUSPENDED: Suspended = { scaleIn: false, scaleOut: false, scheduled: false };

/** Members that the request leaves out stay as they are. */
export const suspend = (old: Suspended, wanted: SuspendedState | undefined): Suspended => ({
  scaleIn: wanted?.DynamicScalingInSuspended ?? old.scaleIn,
  scaleOut: wanted?.DynamicScalingOutSuspended ?? old.scaleOut,
  scheduled: wanted?.ScheduledScalingSuspended ?? old.scheduled,
});

export const targetArn = ({ accountId, region, targetId }: ScalableTarget): string =>
  `arn:aws:application-autoscaling:${region}:${accountId}:scalable-target/${targetId}`;

/** The role that AWS makes in the account for it. */
export const roleArn = ({ accountId }: Pick<TargetKey, 'accountId'>): string =>
  `arn:aws:iam::${accountId}:role/aws-service-role/dynamodb.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_DynamoDBTable`;

export const keyOf = ({ accountId, region, namespace, resourceId, dimension }: TargetKey): TargetKey => ({
  accountId,
  region,
  namespace,
  resourceId,
  dimension,
});

export const toScalableTargetOutput = (target: ScalableTarget): ScalableTargetOutput => ({
  ServiceNamespace: target.namespace,
  ResourceId: target.resourceId,
  ScalableDimension: target.dimension,
  MinCapacity: target.minCapacity,
  MaxCapacity: target.maxCapacity,
  RoleARN: roleArn(target),
  CreationTime: new Date(target.createdAt),
  SuspendedState: {
    DynamicScalingInSuspended: target.suspended.scaleIn,
    DynamicScalingOutSuspended: target.suspended.scaleOut,
    ScheduledScalingSuspended: target.suspended.scheduled,
  },
  ScalableTargetARN: targetArn(target),
});
