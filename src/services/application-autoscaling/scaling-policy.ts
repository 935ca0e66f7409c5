import type {
  Alarm,
  ScalingPolicy as ScalingPolicyOutput,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import { customMetricsNotImplemented, validationException } from './errors.ts';
import { MAX_TARGET_UTILIZATION_PERCENT, MIN_TARGET_UTILIZATION_PERCENT } from './limits.ts';
import type { TargetKey } from './scalable-target.ts';

/** A target tracking policy: DynamoDB's capacity is scaled by no other kind. */
export interface ScalingPolicy extends TargetKey {
  readonly policyId: string;
  readonly name: string;
  readonly tracking: TargetTrackingScalingPolicyConfiguration;
  /** What its alarms' names end with. */
  readonly alarmIds: Readonly<Record<AlarmKind, string>>;
  readonly createdAt: number;
}

export type AlarmKind = (typeof ALARM_KINDS)[number];
export const ALARM_KINDS = ['AlarmHigh', 'AlarmLow', 'ProvisionedCapacityHigh', 'ProvisionedCapacityLow'] as const;

/** Checks what a request asks for; what it leaves out stays as in the `old` policy. */
export function toTracking(
  key: TargetKey,
  wanted: TargetTrackingScalingPolicyConfiguration | undefined,
  old: TargetTrackingScalingPolicyConfiguration | undefined,
): TargetTrackingScalingPolicyConfiguration {
  const tracking = wanted ?? old;
  if (!tracking) throw validationException('TargetTrackingScalingPolicyConfiguration must be specified');
  if (tracking.CustomizedMetricSpecification) throw customMetricsNotImplemented();
  const metric = tracking.PredefinedMetricSpecification ?? old?.PredefinedMetricSpecification;
  if (metric?.PredefinedMetricType !== predefinedMetric(key)) {
    throw validationException(
      `The predefined metric type ${metric?.PredefinedMetricType ?? 'null'} is not supported for the scalable dimension ${key.dimension}`,
    );
  }
  requireUtilization(tracking.TargetValue);
  if ((tracking.ScaleInCooldown ?? 0) < 0 || (tracking.ScaleOutCooldown ?? 0) < 0) {
    throw validationException('Cooldown cannot be negative');
  }
  return { ...tracking, PredefinedMetricSpecification: metric };
}

function requireUtilization(percent = 0): void {
  if (percent >= MIN_TARGET_UTILIZATION_PERCENT && percent <= MAX_TARGET_UTILIZATION_PERCENT) return;
  throw validationException(
    `Target utilization must be between ${MIN_TARGET_UTILIZATION_PERCENT} and ${MAX_TARGET_UTILIZATION_PERCENT} percent for DynamoDB`,
  );
}

/** The only metric that says something about the dimension. */
const predefinedMetric = ({ dimension }: TargetKey) =>
  dimension.endsWith(':ReadCapacityUnits') ? 'DynamoDBReadCapacityUtilization' : 'DynamoDBWriteCapacityUtilization';

export const policyArn = ({ accountId, region, namespace, resourceId, policyId, name }: ScalingPolicy): string =>
  `arn:aws:autoscaling:${region}:${accountId}:scalingPolicy:${policyId}:resource/${namespace}/${resourceId}:policyName/${name}`;

export const alarmName = ({ resourceId, alarmIds }: ScalingPolicy, kind: AlarmKind): string =>
  `TargetTracking-${resourceId}-${kind}-${alarmIds[kind]}`;

export const toAlarms = (policy: ScalingPolicy): Alarm[] =>
  ALARM_KINDS.map((kind) => {
    const AlarmName = alarmName(policy, kind);
    return { AlarmName, AlarmARN: `arn:aws:cloudwatch:${policy.region}:${policy.accountId}:alarm:${AlarmName}` };
  });

export const toScalingPolicyOutput = (policy: ScalingPolicy): ScalingPolicyOutput => ({
  PolicyARN: policyArn(policy),
  PolicyName: policy.name,
  ServiceNamespace: policy.namespace,
  ResourceId: policy.resourceId,
  ScalableDimension: policy.dimension,
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: policy.tracking,
  Alarms: toAlarms(policy),
  CreationTime: new Date(policy.createdAt),
});
