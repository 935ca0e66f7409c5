// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html
export const MAX_QUEUE_NAME_LENGTH = 80;
export const MAX_IN_FLIGHT_MESSAGES = 120_000;
export const MAX_TAGS = 50;

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
export const MIN_MESSAGE_SIZE_BYTES = 1_024;
export const MAX_MESSAGE_SIZE_BYTES = 1_048_576;
export const MAX_BATCH_SIZE_BYTES = 1_048_576;
export const MAX_BATCH_ENTRIES = 10;
export const MAX_MESSAGE_ATTRIBUTES = 10;
export const MAX_ATTRIBUTE_NAME_BYTES = 256;
export const MAX_ATTRIBUTE_TYPE_BYTES = 256;
export const MAX_DELAY_SECONDS = 900;
export const MAX_VISIBILITY_TIMEOUT_SECONDS = 43_200;
export const MIN_RETENTION_SECONDS = 60;
export const MAX_RETENTION_SECONDS = 1_209_600;

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
export const MAX_RECEIVED_MESSAGES = 10;
export const MAX_WAIT_SECONDS = 20;

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
export const MIN_DATA_KEY_REUSE_SECONDS = 60;
export const MAX_DATA_KEY_REUSE_SECONDS = 86_400;
export const MAX_RECEIVE_COUNT = 1_000;
export const MAX_SOURCE_QUEUE_ARNS = 10;

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html
export const MAX_LISTED_QUEUES = 1_000;

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html
export const MAX_PERMISSION_ACTIONS = 7;

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html
export const PURGE_INTERVAL_SECONDS = 60;

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html
export const NAME_REUSE_SECONDS = 60;

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
export const MAX_MOVED_MESSAGES_PER_SECOND = 500;
export const MAX_LISTED_MOVE_TASKS = 10;
