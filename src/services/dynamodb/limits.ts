/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */

export const MIN_TABLE_NAME_LENGTH = 3;
export const MAX_TABLE_NAME_LENGTH = 255;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-partition-sort-keys */
export const MAX_PARTITION_KEY_BYTES = 2048;
export const MAX_SORT_KEY_BYTES = 1024;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-secondary-indexes */
export const MAX_LOCAL_INDEXES = 5;
export const MAX_GLOBAL_INDEXES = 20;
export const MAX_PROJECTED_ATTRIBUTES = 100;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html: a page ends when this much was read. */
export const MAX_PAGE_BYTES = 1024 * 1024;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export const MAX_BATCH_GET_KEYS = 100;
export const MAX_BATCH_GET_BYTES = 16 * 1024 * 1024;
/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
export const MAX_BATCH_WRITE_REQUESTS = 25;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html: of all items together. */
export const MAX_TRANSACTION_BYTES = 4 * 1024 * 1024;
/** The same page: each item is prepared and committed, and paid for twice. */
export const UNITS_PER_TRANSACTIONAL_UNIT = 2;
/** The same page: how long a ClientRequestToken is remembered. */
export const TOKEN_VALIDITY_MS = 10 * 60 * 1000;
/** Tokens that one transaction forgets. */
export const TOKEN_CHUNK_ROWS = 1000;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html */
export const READ_UNIT_BYTES = 4096;
export const WRITE_UNIT_BYTES = 1024;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
export const DEFAULT_LIST_TABLES_LIMIT = 100;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.html#TaggingRestrictions */
export const MAX_TAGS = 50;
export const MAX_TAG_KEY_LENGTH = 128;
export const MAX_TAG_VALUE_LENGTH = 256;

/** What DescribeLimits says for a new account. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html */
export const ACCOUNT_MAX_CAPACITY_UNITS = 80_000;
export const TABLE_MAX_CAPACITY_UNITS = 40_000;
/** Where DynamoDB stops taking a throughput seriously at all. */
export const MAX_THROUGHPUT_VALUE = 1_000_000_000_000;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html: what a new on-demand table takes at once. */
export const ON_DEMAND_WARM_READ_UNITS = 12_000;
export const ON_DEMAND_WARM_WRITE_UNITS = 4_000;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeEndpoints.html */
export const ENDPOINT_CACHE_MINUTES = 1440;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html: five minutes of unused capacity are kept. */
export const BURST_SECONDS = 300;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html: what a partition serves a second. */
export const PARTITION_READ_UNITS = 3000;
export const PARTITION_WRITE_UNITS = 1000;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-capacity-units-provisioned-throughput */
export const FREE_DECREASES_PER_DAY = 4;
export const DECREASE_INTERVAL_SECONDS = 3600;

/** Items that one transaction brings into a new index. */
export const BACKFILL_CHUNK_ITEMS = 500;

/** Rows that one transaction of the purge of a deleted table removes. */
export const PURGE_CHUNK_ROWS = 1000;

/**
 * Between two changes of a table's time to live. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
 * speaks of an hour; AWS was seen to refuse for half of one.
 */
export const MIN_TIME_TO_LIVE_CHANGE_MS = 30 * 60 * 1000;

/** Expired items that one transaction removes. */
export const SWEEP_CHUNK_ITEMS = 100;

/** Between two changes of a table's deletion protection, as AWS says when it refuses the second. */
export const MIN_PROTECTION_CHANGE_MS = 15_000;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-considerations.html: blanks count. */
export const MAX_POLICY_BYTES = 20 * 1024;
/** Between two changes of a resource's policy, as AWS says when it refuses the second. */
export const MIN_POLICY_CHANGE_MS = 15_000;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListContributorInsights.html */
export const MAX_INSIGHTS_PER_PAGE = 100;
/** Writes of another replica that one transaction takes over. */
export const RECEIVED_WRITES_CHUNK = 50;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html: how long a replica that others were made from stays. */
export const SOURCE_MEMORY_MS = 24 * 60 * 60 * 1000;

/** How long a replica remembers that it deleted an item, and longer where older writes are still on their way. */
export const DELETION_MEMORY_MS = 24 * 60 * 60 * 1000;
/** Deletions that one transaction forgets. */
export const FORGET_CHUNK_ROWS = 1000;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html: of each kind. */
export const MAX_INDEX_KEY_ATTRIBUTES = 4;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.tableclasses.html */
export const MAX_TABLE_CLASS_CHANGES = 2;
export const TABLE_CLASS_WINDOW_DAYS = 30;
