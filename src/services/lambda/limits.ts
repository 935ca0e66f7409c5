/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAX_ZIP_BYTES = 52_428_800;
export const MAX_UNZIPPED_BYTES = 262_144_000;
export const MAX_ENVIRONMENT_BYTES = 4096;
export const MAX_SYNCHRONOUS_PAYLOAD_BYTES = 6_291_456;
export const MAX_EVENT_PAYLOAD_BYTES = 1_048_576;
export const MAX_TIMEOUT_SECONDS = 900;
export const MAX_MEMORY_MB = 10_240;
export const MAX_POLICY_BYTES = 20_480;
export const MAX_TAGS = 50;
export const TOTAL_CODE_BYTES = 80_530_636_800;
export const ACCOUNT_CONCURRENCY = 1000;
/** Reserving may not leave less than this for the functions without a reservation. */
export const MIN_UNRESERVED_CONCURRENCY = 100;

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const MAX_FUNCTION_NAME_CHARACTERS = 64;
export const DEFAULT_MEMORY_MB = 128;
export const DEFAULT_TIMEOUT_SECONDS = 3;
export const DEFAULT_EPHEMERAL_STORAGE_MB = 512;

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html: at most 50 a page, whatever is asked. */
export const MAX_FUNCTIONS_PER_PAGE = 50;
/** https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
export const MAX_MAPPINGS_PER_PAGE = 100;

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export const DEFAULT_EVENT_RETRIES = 2;
export const EVENT_RETRY_DELAYS_MS: readonly number[] = [60_000, 120_000];
export const MAX_EVENT_AGE_SECONDS = 21_600;
/** Throttled events come back after a second, then twice as long each time, up to five minutes. */
export const FIRST_THROTTLE_DELAY_MS = 1000;
export const MAX_THROTTLE_DELAY_MS = 300_000;

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
export const DEFAULT_SQS_BATCH_SIZE = 10;
export const MAX_SQS_BATCH_SIZE = 10_000;
export const MAX_FIFO_BATCH_SIZE = 10;
export const SQS_RECEIVE_MESSAGES = 10;
export const SQS_LONG_POLL_SECONDS = 20;
/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html: five batches at first. */
export const SQS_CONCURRENT_BATCHES = 5;
/** A poller ends its task after so many batches, so that its successor is on disk. */
export const SQS_BATCHES_PER_TASK = 1000;
/** After an error that is not the function's: the queue is gone, the function is gone. */
export const POLL_ERROR_DELAY_MS = 10_000;

/** Temporary credentials are replaced so long before they expire. */
export const CREDENTIALS_MARGIN_MS = 5 * 60 * 1000;

/** Unpacked code that no running function needs is removed beyond this. */
export const MAX_UNPACKED_PACKAGES = 100;

/** https://docs.aws.amazon.com/lambda/latest/api/API_FunctionCodeLocation.html */
export const CODE_LINK_MINUTES = 10;

/** A busy function's log lines are written so often. AWS takes seconds to show them. */
export const LOG_PAUSE_MS = 50;
