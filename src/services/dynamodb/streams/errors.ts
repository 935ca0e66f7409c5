import { AwsError } from '../../../kernel/aws-error.ts';
import { invalidParameter, validationException } from '../errors.ts';

/** What DynamoDB Streams says no with, beside what it shares with DynamoDB. */
export const streamNotFound = (arn: string) =>
  new AwsError('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`);
export const shardNotFound = () =>
  new AwsError('ResourceNotFoundException', 'Requested resource not found: Shard does not exist');
/** The shard was there when the iterator was made. */
export const shardOfIteratorNotFound = () =>
  new AwsError('ResourceNotFoundException', 'Invalid ShardId in ShardIterator');

export const invalidStreamArn = () => validationException('Invalid StreamArn');
export const invalidShardIterator = () => validationException('Invalid ShardIterator');
export const invalidSequenceNumber = () => validationException('Invalid SequenceNumber for the shard');
export const sequenceNumberRequired = (type: string) =>
  invalidParameter(`SequenceNumber must be specified when ShardIteratorType is ${type}`);
export const sequenceNumberNotAllowed = (type: string) =>
  invalidParameter(`SequenceNumber must not be specified when ShardIteratorType is ${type}`);
export const limitTooLarge = (max: number) => invalidParameter(`Limit should be less than or equal to ${max}`);
export const filterWithoutShard = () => invalidParameter('ShardId must be specified when ShardFilter is CHILD_SHARDS');

export const expiredIterator = () =>
  new AwsError('ExpiredIteratorException', 'The provided iterator exceeds the maximum age allowed.');
export const trimmedData = () =>
  new AwsError('TrimmedDataAccessException', 'The data you are trying to access has been trimmed');

/** Said by UpdateTable. */
export const streamAlreadyEnabled = (tableName: string) =>
  validationException(`Table already has an enabled stream: TableName: ${tableName}`);
export const noStreamToDisable = (tableName: string) =>
  validationException(`Table has no stream to disable: TableName: ${tableName}`);
