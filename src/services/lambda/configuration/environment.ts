import { environmentTooLarge, reservedEnvironmentKeys } from '../errors.ts';
import { MAX_ENVIRONMENT_BYTES } from '../limits.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const RESERVED: ReadonlySet<string> = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

/** Throws InvalidParameterValueException for reserved names and for more than 4 KB, JSON punctuation counted. */
export function checkEnvironment(variables: Readonly<Record<string, string>>): void {
  const reserved = Object.keys(variables).filter((key) => RESERVED.has(key));
  if (reserved.length > 0) throw reservedEnvironmentKeys(reserved);
  const json = JSON.stringify(variables);
  if (Buffer.byteLength(json) > MAX_ENVIRONMENT_BYTES) throw environmentTooLarge(json);
}
