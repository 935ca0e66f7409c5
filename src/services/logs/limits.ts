/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export const MAX_BATCH_BYTES = 1_048_576;
export const EVENT_OVERHEAD_BYTES = 26;
export const MAX_EVENT_BYTES = 1_048_576;
export const MAX_BATCH_SPAN_MS = 24 * 60 * 60 * 1000;
export const MAX_EVENT_AGE_MS = 14 * 24 * 60 * 60 * 1000;
export const MAX_EVENT_LEAD_MS = 2 * 60 * 60 * 1000;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
export const MAX_PAGE_EVENTS = 10_000;
export const MAX_PAGE_BYTES = 1_048_576;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export const DEFAULT_DESCRIBE_LIMIT = 50;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const MAX_NAME_LENGTH = 512;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html */
export const MAX_TAGS = 50;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** How often what a retention policy has hidden is also taken off the disk. */
export const EXPIRY_INTERVAL_MS = 24 * 60 * 60 * 1000;
/** Rows that one transaction of a clean-up removes. */
export const PURGE_CHUNKS = 500;
