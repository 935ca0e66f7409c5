/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PointInTimeRecoverySpecification.html */
export const DEFAULT_RECOVERY_PERIOD_DAYS = 35;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html: of deleted tables. */
export const SYSTEM_BACKUP_DAYS = 35;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_RestoreTableFromBackup.html */
export const MAX_CONCURRENT_RESTORES = 50;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListBackups.html */
export const DEFAULT_LIST_BACKUPS_LIMIT = 100;

export const DAY_MS = 24 * 60 * 60 * 1000;

/** Items that one transaction copies. */
export const COPY_CHUNK_ITEMS = 500;
/** Old images that are read beside them. */
export const COPY_CHUNK_IMAGES = 1000;
/** Rows that one transaction removes. */
export const REMOVAL_CHUNK_ROWS = 1000;
/** How often images that nobody can restore any more are looked for. */
export const TRIM_INTERVAL_MS = 24 * 60 * 60 * 1000;
