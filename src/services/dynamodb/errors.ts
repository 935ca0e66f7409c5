import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../kernel/aws-error.ts';
import type { KeyType } from './key-schema.ts';
import {
  DECREASE_INTERVAL_SECONDS,
  FREE_DECREASES_PER_DAY,
  MAX_PROJECTED_ATTRIBUTES,
  MAX_TABLE_CLASS_CHANGES,
  MAX_TABLE_NAME_LENGTH,
  MIN_PROTECTION_CHANGE_MS,
  MIN_TABLE_NAME_LENGTH,
  TABLE_CLASS_WINDOW_DAYS,
} from './limits.ts';

/**
 * What DynamoDB says no with, in its words.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 */
export const validationException = (message: string) => new AwsError('ValidationException', message);

/** Most checks of values and parameters begin this way; a few newer ones say "are not valid." instead. */
export const invalidParameter = (message: string) =>
  validationException(`One or more parameter values were invalid: ${message}`);

export const validationError = (violations: readonly string[]) =>
  validationException(
    `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${violations.join('; ')}`,
  );

/** Data operations name no table in this error; control operations do. */
export const resourceNotFound = () => new AwsError('ResourceNotFoundException', 'Requested resource not found');
export const tableNotFound = (tableName: string) =>
  new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${tableName} not found`);
export const resourceArnNotFound = (arn: string) =>
  new AwsError('ResourceNotFoundException', `Requested resource not found: ResourceArn: ${arn} not found`);

export const accessDenied = () => new AwsError('AccessDeniedException', 'Access is denied');
/** For the operations on tags, of an ARN of another region. */
export const foreignResourceArn = (arn: string) =>
  validationException(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
export const invalidRegion = (arn: string) => validationError([`Invalid AWS region in '${arn}'`]);
/** Of names that the older checks see; the newer ones name the member. */
export const nameLengthOutOfRange = (member: 'TableName' | 'IndexName') =>
  validationException(
    `${member} must be at least ${MIN_TABLE_NAME_LENGTH} characters long and at most ${MAX_TABLE_NAME_LENGTH} characters long`,
  );

// "null" is what AWS writes for a member that is missing.
export const invalidTagKey = (key: string | undefined) =>
  validationException(`The Tag Key provided is invalid, Key: ${key ?? 'null'}`);
export const invalidTagValue = (value: string | undefined) =>
  validationException(`The Tag Value provided is invalid, Value: ${value ?? 'null'}`);
export const reservedTagKey = (key: string) => validationException(`Tag Key cannot be prefixed with aws:, Key: ${key}`);
export const duplicateTagKey = (key: string) =>
  validationException(`Duplicate Tag Keys provided as input: Duplicate Tag Key found ${key}`);
export const tooManyTags = () =>
  validationException('Number of Tags exceed the current limit for the provided ResourceArn');

/** What the request has, though it is not enough, is not named. */
export const nothingToUpdate = (isConsistencyNamed = true) =>
  validationException(
    'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ' +
      'ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, ' +
      `${isConsistencyNamed ? 'MultiRegionConsistency, ' : ''}DeletionProtectionEnabled, ` +
      'OnDemandThroughput, WarmThroughput or TableClass is required',
  );

export const tableAlreadyExists = (tableName: string) =>
  new AwsError('ResourceInUseException', `Table already exists: ${tableName}`);
/** By a restore. */
export const tableBeingUsed = (tableName: string) =>
  new AwsError('ResourceInUseException', `Table is being used: ${tableName}`);
export const tableBeingCreated = (tableName: string) =>
  new AwsError(
    'ResourceInUseException',
    `Attempt to change a resource which is still in use: Table is being created: ${tableName}`,
  );
export const tableBeingUpdated = (tableName: string) =>
  new AwsError(
    'ResourceInUseException',
    `Attempt to change a resource which is still in use: Table is being updated: ${tableName}`,
  );
export const tableBeingDeleted = (tableName: string) =>
  new AwsError(
    'ResourceInUseException',
    `Attempt to change a resource which is still in use: Table is being deleted: ${tableName}`,
  );
export const deletionProtected = () =>
  validationException(
    'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
  );

export const protectionChangedTooOften = (tableName: string, nextAt: number) =>
  new AwsError(
    'ThrottlingException',
    `Deletion protection setting for table ${tableName} modified within the previous ${MIN_PROTECTION_CHANGE_MS} milliseconds. ` +
      `Please try again after ${new Date(nextAt).toISOString()}`,
  );

export const cannotDescribeTimeToLive = (status: string) =>
  validationException(
    `Cannot describe time to live while table is in ${status} state: Current table state is ${status}`,
  );

export const timeToLiveAlreadyEnabled = () => validationException('TimeToLive is already enabled');
export const timeToLiveAlreadyDisabled = () => validationException('TimeToLive is already disabled');
export const timeToLiveIsOnOtherAttribute = (current: string) =>
  validationException(`TimeToLive is active on a different AttributeName: current AttributeName is ${current}`);
export const timeToLiveChangedTooOften = () =>
  validationException('Time to live has been modified multiple times within a fixed interval');

export const conditionalCheckFailed = (item?: object) =>
  new AwsError(
    'ConditionalCheckFailedException',
    'The conditional request failed',
    item ? { fields: { Item: item } } : {},
  );

/** Transactions take these for a fault of the request itself, not a reason to cancel. */
export const isKeyValueError = ({ message }: AwsError): boolean =>
  /^One or more parameter values (are not valid\. |were invalid: (Size of hashkey|Aggregated size of all range keys) )/.test(
    message,
  );

export const indexNotFound = (indexName: string) =>
  validationException(`The table does not have the specified index: ${indexName}`);
/** Documented, but nobody has written down AWS's sentence. */
export const tooManyProjectedAttributes = () =>
  invalidParameter(`Number of NonKeyAttributes of all indexes exceeds per-table limit of ${MAX_PROJECTED_ATTRIBUTES}`);
/** Without the colons that others have. */
export const indexOfTableNotFound = (indexName: string, tableName: string) =>
  new AwsError('ResourceNotFoundException', `Requested resource not found: Index ${indexName} for table ${tableName}`);
export const indexAlreadyExists = () => validationException('Attempting to create an index which already exists');
export const indexIsBackfilling = (indexName: string) =>
  validationException(`Cannot read from backfilling global secondary index: ${indexName}`);
export const tooManyIndexChanges = () =>
  limitExceeded('Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table');
export const insightsIndexNotFound = (indexName: string, tableName: string) =>
  new AwsError(
    'ResourceNotFoundException',
    `Requested resource not found: Index: ${indexName} not found for table: ${tableName}`,
  );
export const insightsNeedActive = (kind: 'Table' | 'Index') =>
  validationException(
    `Table or Index is not in a valid state to update Key Access Insights: ${kind}Status must be ACTIVE to enable ContributorInsights.`,
  );
export const consistentReadOnGlobalIndex = () =>
  validationException('Consistent reads are not supported on global secondary indexes');

export const keyDoesNotMatchSchema = () => validationException('The provided key element does not match the schema');
export const missingKey = (name: string) => invalidParameter(`Missing the key ${name} in the item`);
export const keyTypeMismatch = (name: string, expected: KeyType, actual: string) =>
  invalidParameter(`Type mismatch for key ${name} expected: ${expected} actual: ${actual}`);
export const emptyKeyValue = (name: string, type: KeyType) =>
  validationException(
    `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${emptyKind(type)} value. Key: ${name}`,
  );
/** "of2048" without the blank is how DynamoDB says it. */
export const partitionKeyTooLong = () =>
  invalidParameter('Size of hashkey has exceeded the maximum size limit of2048 bytes');
export const sortKeyTooLong = () =>
  invalidParameter('Aggregated size of all range keys has exceeded the size limit of 1024 bytes');
export const cannotUpdateKey = (name: string) =>
  invalidParameter(`Cannot update attribute ${name}. This attribute is part of the key`);
export const keyMustBeScalar = (name: string, kind: 'Key' | 'IndexKey') =>
  validationException(
    `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}: ${name}`,
  );

export const indexKeyTypeMismatch = (name: string, expected: KeyType, actual: string, indexName: string) =>
  invalidParameter(
    `Type mismatch for Index Key ${name} Expected: ${expected} Actual: ${actual} IndexName: ${indexName}`,
  );
export const emptyIndexKeyValue = (name: string, type: KeyType, indexName: string) =>
  validationException(
    'One or more parameter values are not valid. A value specified for a secondary index key is not supported. ' +
      `The AttributeValue for a key attribute cannot contain an empty ${emptyKind(type)} value. IndexName: ${indexName}, IndexKey: ${name}`,
  );

export const invalidStartKey = (reason?: string) =>
  validationException(`The provided starting key is invalid${reason === undefined ? '' : `: ${reason}`}`);
export const startKeyOutsideQuery = () =>
  validationException('The provided starting key is outside query boundaries based on provided conditions');
export const startKeyOutsideRange = () =>
  validationException('The provided starting key does not match the range key predicate');
export const startKeyOutsideSegment = (segment: number, totalSegments: number) =>
  invalidStartKey(
    'Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. ' +
      `TotalSegments: ${totalSegments} Segment: ${segment}`,
  );

export const duplicateItemKeys = () => validationException('Provided list of item keys contains duplicates');
export const requestItemsRequired = (operation: 'BatchGetItem' | 'BatchWriteItem') =>
  validationException(`The requestItems parameter is required for ${operation}`);

/** The request is shown as JSON, where other violations show Java's maps. */
export const invalidTableNames = (requestItems: object) =>
  validationError([
    `Value '${JSON.stringify(requestItems, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value))}' ` +
      `at 'requestItems' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to ${MAX_TABLE_NAME_LENGTH}, ` +
      `Member must have length greater than or equal to ${MIN_TABLE_NAME_LENGTH}, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]`,
  ]);

/** In these two words DynamoDB leaves the value out and keeps the member's capital letter. */
export const limitTooSmall = () =>
  validationError([`Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1`]);
export const tooManyKeys = (tableName: string, max: number) =>
  validationError([
    `Value at 'RequestItems.${tableName}.member.Keys' failed to satisfy constraint: Member must have length less than or equal to ${max}`,
  ]);

/** One reason for each action, in their order. */
export const transactionCanceled = (reasons: readonly CancellationReason[]) =>
  new AwsError(
    'TransactionCanceledException',
    'Transaction cancelled, please refer cancellation reasons for specific reasons ' +
      `[${reasons.map(({ Code }) => Code).join(', ')}]`,
    { fields: { CancellationReasons: reasons } },
  );
export const severalOperationsOnItem = () =>
  validationException('Transaction request cannot include multiple operations on one item');
export const severalOperationsInAction = () =>
  validationException('TransactItems can only contain one of Check, Put, Update or Delete');
export const noOperationInAction = () =>
  validationException('Invalid Request: TransactWriteRequest should contain Delete or Put or Update request');
export const ONGOING = 'Transaction is ongoing for the item';
export const transactionConflict = () => new AwsError('TransactionConflictException', ONGOING);
export const transactionInProgress = () =>
  new AwsError('TransactionInProgressException', 'Transaction from previous request is still in progress');
/** Documented, but nobody has written down AWS's sentence. */
export const transactionTooLarge = () =>
  validationException('The aggregate size of the items in the transaction cannot exceed 4 MB');
export const idempotentParameterMismatch = () =>
  new AwsError(
    'IdempotentParameterMismatchException',
    'Specified idempotent token was used with different request parameters within the idempotency window',
  );

type ThrottlingReasons = readonly { readonly reason: string; readonly resource: string }[];

/**
 * Why a request was throttled, in the parts of which DynamoDB makes a reason.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ThrottlingReason.html
 */
const throttlingReasons = (reason: string, resource: string): ThrottlingReasons => [{ reason, resource }];

export const provisionedThroughputExceeded = (isIndex: boolean, reason: string, arn: string) =>
  new AwsError(
    'ProvisionedThroughputExceededException',
    isIndex
      ? 'The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. ' +
          'Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API'
      : 'The level of configured provisioned throughput for the table was exceeded. ' +
          'Consider increasing your provisioning level with the UpdateTable API.',
    { fields: { ThrottlingReasons: throttlingReasons(reason, arn) } },
  );

const throttlingException = (message: string, reason: string, arn: string) =>
  new AwsError('ThrottlingException', message, { fields: { throttlingReasons: throttlingReasons(reason, arn) } });

export const onDemandThroughputExceeded = (reason: string, arn: string) =>
  throttlingException('Throughput exceeds the maximum OnDemandThroughput configured on table or index', reason, arn);

/** A partition's end is told in the words of how its table is paid for. */
export const partitionThroughputExceeded = (mode: 'PROVISIONED' | 'PAY_PER_REQUEST', reason: string, arn: string) =>
  mode === 'PROVISIONED'
    ? provisionedThroughputExceeded(false, reason, arn)
    : throttlingException(
        'Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index ' +
          'so please try again shortly. If exceptions persist, check if you have a hot key: ' +
          'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html.',
        reason,
        arn,
      );

export const limitExceeded = (message: string) => new AwsError('LimitExceededException', message);

export const tableClassChangedTooOften = () =>
  limitExceeded(
    `Subscriber limit exceeded: Updates to TableClass are limited to ${MAX_TABLE_CLASS_CHANGES} times in ${TABLE_CLASS_WINDOW_DAYS} day(s).`,
  );

export const tooManyDecreases = (today: number, lastAt: number, nextAt: number) =>
  limitExceeded(
    'Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. ' +
      `After the first ${FREE_DECREASES_PER_DAY} decreases, each subsequent decrease in the same UTC day can be performed ` +
      `at most once every ${DECREASE_INTERVAL_SECONDS} seconds. Number of decreases today: ${today}. ` +
      `Last decrease at ${toLongTime(lastAt)}. Next decrease can be made at ${toLongTime(nextAt)}`,
  );

/** `Friday, October 9, 2026 at 12:21:34 AM Coordinated Universal Time` */
const toLongTime = (at: number): string =>
  new Date(at)
    .toLocaleString('en-US', { timeZone: 'UTC', dateStyle: 'full', timeStyle: 'full' })
    // Newer runtimes put a narrow space before AM and PM.
    .replaceAll('\u202f', ' ');

const emptyKind = (type: KeyType) => (type === 'B' ? 'binary' : 'string');
