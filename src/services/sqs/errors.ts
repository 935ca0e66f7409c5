import { AwsError } from '../../kernel/aws-error.ts';
import type { Context } from '../../kernel/context.ts';
import {
  MAX_BATCH_ENTRIES,
  MAX_BATCH_SIZE_BYTES,
  MAX_PERMISSION_ACTIONS,
  MAX_VISIBILITY_TIMEOUT_SECONDS,
  NAME_REUSE_SECONDS,
  PURGE_INTERVAL_SECONDS,
} from './limits.ts';

// Errors outside the SDK's model: the JSON protocol calls these three by longer names, which the wire sees to.
export const invalidParameterValue = (message: string) =>
  new AwsError('InvalidParameterValue', message, { status: 400 });

export const missingParameter = (parameter: string) =>
  new AwsError('MissingParameter', `The request must contain the parameter ${parameter}.`, { status: 400 });

export const accessDenied = (queueUrl: string) =>
  new AwsError('AccessDenied', `Access to the resource ${queueUrl} is denied.`, { status: 403 });

/** `Value 11 for parameter MaxNumberOfMessages is invalid. Reason: …` */
export const invalidValue = (value: unknown, parameter: string, reason: string) =>
  invalidParameterValue(`Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}`);

/** The Query protocol says it in its own words. */
export const queueDoesNotExist = (ctx: Pick<Context, 'protocol'>) =>
  new AwsError(
    'QueueDoesNotExist',
    ctx.protocol === 'awsQuery'
      ? 'The specified queue does not exist for this wsdl version.'
      : 'The specified queue does not exist.',
  );

export const invalidAddress = (address: string) =>
  new AwsError('InvalidAddress', `The address ${address} is not valid for this endpoint.`);

export const queueNameExists = (attribute: string) =>
  new AwsError(
    'QueueNameExists',
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
  );

export const queueDeletedRecently = () =>
  new AwsError(
    'QueueDeletedRecently',
    `You must wait ${NAME_REUSE_SECONDS} seconds after deleting a queue before you can create another with the same name.`,
  );

export const purgeQueueInProgress = (queueName: string) =>
  new AwsError(
    'PurgeQueueInProgress',
    `Only one PurgeQueue operation on ${queueName} is allowed every ${PURGE_INTERVAL_SECONDS} seconds.`,
  );

export const unknownAttribute = (name: string) => new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);

export const twoKindsOfEncryption = () =>
  new AwsError(
    'InvalidAttributeName',
    'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
  );

export const invalidAttributeValue = (name: string, reason?: string) =>
  new AwsError(
    'InvalidAttributeValue',
    `Invalid value for the parameter ${name}.${reason === undefined ? '' : ` Reason: ${reason}`}`,
  );

export const fifoNotSupported = () =>
  new AwsError('UnsupportedOperation', 'FIFO queues are not there yet in Cirro: create a standard queue instead.', {
    status: 501,
  });

export const listValuesNotSupported = () =>
  new AwsError('UnsupportedOperation', 'Message attribute list values in SendMessage operation are not supported.');

export const invalidMessageContents = (character: string) =>
  new AwsError(
    'InvalidMessageContents',
    `Invalid binary character '${character}' was found in the message body, the set of allowed characters is ` +
      '#x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]',
  );

export const messageTooLong = (limitBytes: number) =>
  invalidParameterValue(
    `One or more parameters are invalid. Reason: Message must be shorter than ${limitBytes} bytes.`,
  );

export const tooManyInFlight = () =>
  new AwsError(
    'OverLimit',
    'Too many messages have been received without being deleted. ' +
      'Please delete your received messages or let them timeout before receiving more.',
  );

export const tooManyActions = (count: number) =>
  new AwsError('OverLimit', `${count} Actions were found, maximum allowed is ${MAX_PERMISSION_ACTIONS}.`);

export const receiptHandleIsInvalid = (receiptHandle: string) =>
  new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${receiptHandle}" is not a valid receipt handle.`);

export const receiptHandleOfAnotherQueue = (receiptHandle: string) =>
  new AwsError('ReceiptHandleIsInvalid', `The receipt handle "${receiptHandle}" is not valid for this queue.`);

/** AWS answers so, and not with the documented MessageNotInflight, for a message that is gone. */
export const messageNotAvailable = (receiptHandle: string) =>
  invalidValue(
    receiptHandle,
    'ReceiptHandle',
    'Message does not exist or is not available for visibility timeout change.',
  );

export const visibilityBeyondLimit = (timeoutSeconds: number) =>
  invalidValue(
    timeoutSeconds,
    'VisibilityTimeout',
    `Total VisibilityTimeout for the message is beyond the limit [${MAX_VISIBILITY_TIMEOUT_SECONDS} seconds].`,
  );

export const emptyBatchRequest = (entryName: string) =>
  new AwsError('EmptyBatchRequest', `There should be at least one ${entryName} in the request.`);

export const tooManyEntriesInBatchRequest = (count: number) =>
  new AwsError(
    'TooManyEntriesInBatchRequest',
    `Maximum number of entries per request are ${MAX_BATCH_ENTRIES}. You have sent ${count}.`,
  );

export const batchEntryIdsNotDistinct = (id: string) => new AwsError('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);

export const invalidBatchEntryId = () =>
  new AwsError(
    'InvalidBatchEntryId',
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
  );

export const batchRequestTooLong = (sizeBytes: number) =>
  new AwsError(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${MAX_BATCH_SIZE_BYTES} bytes. You have sent ${sizeBytes} bytes.`,
  );

export const moveTaskNotFound = () => new AwsError('ResourceNotFoundException', 'Task does not exist.');

export const moveResourceNotFound = (parameter: 'SourceArn' | 'DestinationArn') =>
  new AwsError(
    'ResourceNotFoundException',
    `The resource that you specified for the ${parameter} parameter doesn't exist.`,
  );

export const invalidMoveArn = (parameter: 'SourceArn' | 'DestinationArn') =>
  invalidParameterValue(
    `You must use this format to specify the ${parameter}: arn:<partition>:<service>:<region>:<account-id>:<resource-id>`,
  );
