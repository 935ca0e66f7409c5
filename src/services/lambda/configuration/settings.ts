import type { UpdateFunctionConfigurationCommandInput } from '@aws-sdk/client-lambda';
import { memoryTooLarge, notImplemented, timeoutTooLong } from '../errors.ts';
import type { Configuration } from '../lambda-function.ts';
import { MAX_MEMORY_MB, MAX_TIMEOUT_SECONDS } from '../limits.ts';
import { checkEnvironment } from './environment.ts';

/** What CreateFunction and UpdateFunctionConfiguration have in common. */
export type Settings = Omit<UpdateFunctionConfigurationCommandInput, 'FunctionName' | 'RevisionId'>;

/** Throws AWS's error for a value out of its range, and 501 for what would be stored and not done. */
export function checkSettings(input: Settings): void {
  if (input.Timeout !== undefined && input.Timeout > MAX_TIMEOUT_SECONDS)
    throw timeoutTooLong(input.Timeout, MAX_TIMEOUT_SECONDS);
  if (input.MemorySize !== undefined && input.MemorySize > MAX_MEMORY_MB) throw memoryTooLarge(MAX_MEMORY_MB);
  if (input.Environment?.Variables) checkEnvironment(input.Environment.Variables);
  for (const [isAsked, what] of notYet(input)) if (isAsked) throw notImplemented(what);
}

const notYet = (input: Settings): readonly (readonly [boolean, string])[] => [
  [(input.Layers?.length ?? 0) > 0, 'Lambda layers'],
  [(input.FileSystemConfigs?.length ?? 0) > 0, 'file systems of Lambda functions'],
  [(input.VpcConfig?.SubnetIds?.length ?? 0) > 0, 'VPC access of Lambda functions'],
  [input.SnapStart?.ApplyOn === 'PublishedVersions', 'Lambda SnapStart'],
  [input.DurableConfig !== undefined, 'durable functions'],
  [input.CapacityProviderConfig !== undefined, 'Lambda capacity providers'],
  [(input.KMSKeyArn ?? '') !== '', 'customer managed keys of Lambda functions'],
  [input.ImageConfig !== undefined, 'container images of Lambda functions'],
  [input.LoggingConfig?.LogFormat === 'JSON', "Lambda's JSON log format"],
  [isOtherDeadLetter(input.DeadLetterConfig?.TargetArn), 'dead-letter targets other than SQS queues'],
];

const isOtherDeadLetter = (arn: string | undefined): boolean =>
  arn !== undefined && arn !== '' && !/^arn:aws[\w-]*:sqs:/.test(arn);

/** The given members over what was there; absent ones stay. */
export function withSettings(previous: Configuration, input: Settings): Configuration {
  const { deadLetterArn: _, ...rest } = previous;
  const deadLetterArn =
    input.DeadLetterConfig === undefined ? previous.deadLetterArn : input.DeadLetterConfig.TargetArn;
  return {
    ...rest,
    runtime: input.Runtime ?? previous.runtime,
    handler: input.Handler ?? previous.handler,
    roleArn: input.Role ?? previous.roleArn,
    description: input.Description ?? previous.description,
    memorySizeMb: input.MemorySize ?? previous.memorySizeMb,
    timeoutSeconds: input.Timeout ?? previous.timeoutSeconds,
    ephemeralStorageMb: input.EphemeralStorage?.Size ?? previous.ephemeralStorageMb,
    ...(input.Environment === undefined ? {} : { environment: input.Environment.Variables ?? {} }),
    tracingMode: input.TracingConfig?.Mode ?? previous.tracingMode,
    logGroup: input.LoggingConfig?.LogGroup ?? previous.logGroup,
    ...(deadLetterArn ? { deadLetterArn } : {}),
  };
}
