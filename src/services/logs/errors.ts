import { AwsError } from '../../kernel/aws-error.ts';

type LogsErrorName =
  | 'InvalidParameterException'
  | 'OperationAbortedException'
  | 'ResourceAlreadyExistsException'
  | 'ResourceNotFoundException'
  | 'TooManyTagsException'
  | 'ValidationException';

const logsError = (name: LogsErrorName, message: string) => new AwsError(name, message, { status: 400 });

export const logGroupNotFound = () => logsError('ResourceNotFoundException', 'The specified log group does not exist.');

export const logStreamNotFound = () =>
  logsError('ResourceNotFoundException', 'The specified log stream does not exist.');

export const logGroupExists = () =>
  logsError('ResourceAlreadyExistsException', 'The specified log group already exists');

export const logStreamExists = () =>
  logsError('ResourceAlreadyExistsException', 'The specified log stream already exists');

export const invalidParameter = (message: string) => logsError('InvalidParameterException', message);

export const nameTooLong = () =>
  invalidParameter('Invalid LogGroup or LogStream, both must have length less than or equal to 512.');

export const prefixAndPattern = () =>
  invalidParameter('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');

export const nameAndIdentifier = () =>
  logsError('ValidationException', 'LogGroup name and LogGroup ARN are mutually exclusive parameters.');

export const nameOrIdentifierMissing = () =>
  logsError('ValidationException', 'Either LogGroup name or LogGroup ARN must be specified.');

export const cannotOrderByTimeWithPrefix = () =>
  invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');

export const invalidNextToken = () => invalidParameter('The specified nextToken is invalid.');

export const notChronological = () =>
  invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');

export const spanTooLong = () =>
  invalidParameter('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');

export const uploadTooLarge = (sizeBytes: number, limitBytes: number) =>
  invalidParameter(`Upload too large: ${sizeBytes} bytes exceeds limit of ${limitBytes}`);

export const eventTooLarge = (sizeBytes: number, limitBytes: number) =>
  invalidParameter(`Log event too large: ${sizeBytes} bytes exceeds limit of ${limitBytes}`);

export const invalidRetention = (days: number, allowed: readonly number[]) =>
  validationFailed([
    `Value '${days}' at 'retentionInDays' failed to satisfy constraint: ` +
      `Member must satisfy enum value set: [${allowed.join(', ')}]`,
  ]);

export const namesAndPrefix = () =>
  invalidParameter('logStreamNames and logStreamNamePrefix are mutually exclusive parameters.');

export const invalidFilterPattern = (reason?: string) =>
  invalidParameter(reason === undefined ? 'Invalid filter pattern' : `Invalid filter pattern: ${reason}`);

export const deletionProtected = () =>
  logsError('ValidationException', 'The specified log group is protected from deletion.');

export const tooManyTags = () => logsError('TooManyTagsException', 'A resource can have no more than 50 tags.');

export const validationFailed = (violations: readonly string[]) =>
  invalidParameter(
    `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${violations.join('; ')}`,
  );
