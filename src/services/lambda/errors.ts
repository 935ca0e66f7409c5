import { AwsError } from '../../kernel/aws-error.ts';

type LambdaErrorName =
  | 'AccessDeniedException'
  | 'InvalidParameterValueException'
  | 'InvalidRequestContentException'
  | 'PolicyLengthExceededException'
  | 'PreconditionFailedException'
  | 'RequestTooLargeException'
  | 'ResourceConflictException'
  | 'ResourceNotFoundException'
  | 'TooManyRequestsException'
  | 'ValidationException';

const STATUS: Readonly<Record<LambdaErrorName, number>> = {
  AccessDeniedException: 403,
  InvalidParameterValueException: 400,
  InvalidRequestContentException: 400,
  PolicyLengthExceededException: 400,
  PreconditionFailedException: 412,
  RequestTooLargeException: 413,
  ResourceConflictException: 409,
  ResourceNotFoundException: 404,
  TooManyRequestsException: 429,
  ValidationException: 400,
};

/** Lambda says whose fault it was in a member of its own. */
const lambdaError = (name: LambdaErrorName, message: string, fields: Readonly<Record<string, unknown>> = {}) =>
  new AwsError(name, message, { status: STATUS[name], fields: { Type: 'User', ...fields } });

export const invalidParameter = (message: string) => lambdaError('InvalidParameterValueException', message);

/** A runtime that Lambda does not know is an invalid parameter, said a little differently. */
const UNKNOWN_RUNTIME =
  /^Value '(.*)' at 'runtime' (failed to satisfy constraint: Member must satisfy enum value set: .*)$/;

export function validationFailed(violations: readonly string[]): AwsError {
  const [, runtime, reason] = UNKNOWN_RUNTIME.exec(violations[0] ?? '') ?? [];
  return violations.length === 1 && reason !== undefined
    ? invalidParameter(`Value ${runtime} at 'runtime' ${reason} or be a valid ARN`)
    : validationError(violations);
}

const validationError = (violations: readonly string[]) =>
  new AwsError(
    'ValidationException',
    `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${violations.join('; ')}`,
    { status: STATUS.ValidationException },
  );

/** What the API can say and Cirro does not do yet: better refused than accepted and ignored. */
export const notImplemented = (what: string) =>
  new AwsError('NotImplemented', `Cirro does not implement ${what} yet; docs/coverage.md lists what it does.`, {
    status: 501,
  });

export const functionNotFound = (functionArn: string) =>
  lambdaError('ResourceNotFoundException', `Function not found: ${functionArn}`);

export const functionExists = (name: string) =>
  lambdaError('ResourceConflictException', `Function already exist: ${name}`);

export const otherRegion = (region: string, ownRegion: string) =>
  lambdaError(
    'ResourceNotFoundException',
    `Functions from '${region}' are not reachable in this region ('${ownRegion}')`,
  );

export const qualifierMismatch = () =>
  invalidParameter('The derived qualifier from the function name does not match the specified qualifier.');

export const roleNotAssumable = () =>
  invalidParameter('The role defined for the function cannot be assumed by Lambda.');

export const crossAccountRole = () => lambdaError('AccessDeniedException', 'Cross-account pass role is not allowed.');

export const runtimeAndHandlerMissing = () =>
  invalidParameter('Runtime and Handler are mandatory parameters for functions created with deployment packages.');

export const functionNameTooLong = (name: string, limit: number) =>
  validationError([
    `Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to ${limit}`,
  ]);

export const timeoutTooLong = (seconds: number, limitSeconds: number) =>
  validationError([
    `Value '${seconds}' at 'timeout' failed to satisfy constraint: ` +
      `Member must have value less than or equal to ${limitSeconds}`,
  ]);

export const memoryTooLarge = (limitMb: number) =>
  invalidParameter(
    `'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to ${limitMb}`,
  );

export const reservedEnvironmentKeys = (keys: readonly string[]) =>
  invalidParameter(
    'Lambda was unable to configure your environment variables because the environment variables you have provided ' +
      'contains reserved keys that are currently not supported for modification. ' +
      `Reserved keys used in this request: ${keys.join(', ')}`,
  );

export const environmentTooLarge = (json: string) =>
  invalidParameter(
    'Lambda was unable to configure your environment variables because the environment variables you have provided ' +
      `exceeded the 4KB limit. String measured: ${json}`,
  );

export const packageNotGiven = () => invalidParameter('Please provide a source for function code.');

export const emptyPackage = () => invalidParameter('Uploaded file must be a non-empty zip');

export const notAPackage = () =>
  invalidParameter('Could not unzip uploaded file. Please check your file, then try to upload again.');

export const packageTooLarge = (limitBytes: number) =>
  invalidParameter(`Unzipped size must be smaller than ${limitBytes} bytes`);

export const requestTooLarge = (limitBytes: number, operation: string) =>
  new AwsError(
    'RequestEntityTooLargeException',
    `Request must be smaller than ${limitBytes} bytes for the ${operation} operation`,
    {
      status: STATUS.RequestTooLargeException,
    },
  );

export const payloadTooLarge = (limitBytes: number) =>
  lambdaError(
    'RequestTooLargeException',
    `Request must be smaller than ${limitBytes} bytes for the InvokeFunction operation`,
  );

export const invalidPayload = (reason: string) =>
  lambdaError(
    'InvalidRequestContentException',
    `Could not parse request body into json: Could not parse payload into json: ${reason}`,
  );

export const invalidClientContext = () =>
  lambdaError('InvalidRequestContentException', 'Client context must be a valid Base64-encoded JSON object.');

export const reservedConcurrencyReached = () =>
  lambdaError('TooManyRequestsException', 'Rate Exceeded.', {
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  });

export const concurrencyNotAvailable = () =>
  invalidParameter(
    "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its " +
      'minimum value of [100].',
  );

export const revisionMismatch = (api: 'GetFunction/GetAlias' | 'GetPolicy') =>
  lambdaError(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. ' +
      `Call the ${api} API to retrieve the latest Revision Id`,
  );

export const codeShaMismatch = (given: string, latest: string) =>
  invalidParameter(
    `CodeSHA256 (${given}) is different from current CodeSHA256 in $LATEST (${latest}). ` +
      'Please try again with the CodeSHA256 in $LATEST.',
  );

export const latestNotDeletable = () =>
  invalidParameter('$LATEST version cannot be deleted without deleting the function.');

export const imageForZip = () =>
  invalidParameter("Please don't provide ImageUri when updating a function with packageType Zip.");

export const eventInvokeConfigNotFound = (functionArn: string) =>
  lambdaError('ResourceNotFoundException', `The function ${functionArn} doesn't have an EventInvokeConfig`);

export const eventInvokeConfigEmpty = () =>
  invalidParameter('You must specify at least one of error handling or destination setting.');

export const statementExists = (statementId: string) =>
  lambdaError(
    'ResourceConflictException',
    `The statement id (${statementId}) provided already exists. ` +
      'Please provide a new statement id, or remove the existing statement.',
  );

export const statementNotFound = (statementId: string) =>
  lambdaError('ResourceNotFoundException', `Statement ${statementId} is not found in resource policy.`);

export const policyNotFound = () =>
  lambdaError('ResourceNotFoundException', 'The resource you requested does not exist.');

export const noPolicy = () =>
  lambdaError('ResourceNotFoundException', 'No policy is associated with the given resource.');

export const policyOnLatest = () => invalidParameter('We currently do not support adding policies for $LATEST.');

export const invalidPrincipal = () =>
  invalidParameter('The provided principal was invalid. Please check the principal and try again.');

export const policyTooLong = (sizeBytes: number, limitBytes: number) =>
  lambdaError(
    'PolicyLengthExceededException',
    `The final policy size (${sizeBytes}) is bigger than the limit (${limitBytes}).`,
  );

export const tooManyTags = () => invalidParameter('Number of tags exceeds resource tag limit.');

export const tagsOnQualified = () =>
  invalidParameter('Tags on function aliases and versions are not supported. Please specify a function ARN.');

export const mappingNotFound = () =>
  lambdaError('ResourceNotFoundException', 'The resource you requested does not exist.');

export const mappingExists = (sourceArn: string, functionName: string, uuid: string) =>
  lambdaError(
    'ResourceConflictException',
    `An event source mapping with SQS arn (" ${sourceArn} ") and function (" ${functionName} ") already exists. ` +
      `Please update or delete the existing mapping with UUID ${uuid}`,
  );

export const mappedFunctionNotFound = () => invalidParameter('Function does not exist');

export const unrecognizedSource = () => invalidParameter('Unrecognized event source.');

export const queueNotFound = (message: string) =>
  invalidParameter(
    'Error occurred while ReceiveMessage. ' +
      `SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: ${message}`,
  );

export const visibilityTimeoutTooShort = (visibilitySeconds: number, timeoutSeconds: number) =>
  invalidParameter(
    `Queue visibility timeout: ${visibilitySeconds} seconds is less than Function timeout: ${timeoutSeconds} seconds`,
  );

export const batchWindowMissing = () =>
  invalidParameter('Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10');

export const startingPositionOnQueue = () => invalidParameter('StartingPosition is not valid for SQS event sources.');
