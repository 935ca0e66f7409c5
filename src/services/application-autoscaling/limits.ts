/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html */
export const MAX_PAGE_RESULTS = 50;
/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingPolicies.html */
export const MAX_POLICY_PAGE_RESULTS = 10;

/** https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scaling-activities.html: six weeks. */
export const ACTIVITY_RETENTION_MS = 42 * 86_400_000;
/** Activities past their time that one new activity takes off the disk. */
export const FORGOTTEN_ACTIVITIES = 20;

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TagResource.html */
export const MAX_TAGS = 50;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html */
export const MIN_TARGET_UTILIZATION_PERCENT = 20;
export const MAX_TARGET_UTILIZATION_PERCENT = 90;
export const MIN_DYNAMODB_CAPACITY_UNITS = 1;

/** Whole minutes above the target before scaling out, and below before scaling in: those of DynamoDB's own alarms. */
export const HIGH_ALARM_MINUTES = 2;
export const LOW_ALARM_MINUTES = 15;
/** The low alarm's threshold lies this far below the target. */
export const LOW_ALARM_DISTANCE_PERCENT = 20;

/** https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html#target-tracking-cooldown: of DynamoDB. */
export const DEFAULT_COOLDOWN_SECONDS = 0;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-capacity-units-provisioned-throughput: a day, then hourly. */
export const FREE_DECREASES_PER_DAY = 4;
export const DECREASE_INTERVAL_MS = 3_600_000;

export const EVALUATION_INTERVAL_MS = 60_000;
/** A table that is being updated takes no other update. */
export const BUSY_RETRY_MS = 10_000;
