import type { FunctionConfiguration, LastUpdateStatusReasonCode } from '@aws-sdk/client-lambda';
import { toFunctionArn } from '../function-name.ts';
import type { Configuration, LambdaFunction } from '../lambda-function.ts';

export interface ShapeOptions {
  /** Whether `FunctionArn` ends with the version. */
  readonly isQualified?: boolean;
  /** The answer of CreateFunction and of updates says what is going on, though it is over by the next question. */
  readonly change?: 'creating' | 'updating';
}

/** A configuration as AWS's answers show it. */
export function toShape(
  owner: LambdaFunction,
  configuration: Configuration,
  { isQualified = false, change }: ShapeOptions = {},
): FunctionConfiguration {
  const functionArn = toFunctionArn(owner);
  return {
    FunctionName: owner.name,
    FunctionArn: isQualified ? `${functionArn}:${configuration.version}` : functionArn,
    Runtime: configuration.runtime,
    Role: configuration.roleArn,
    Handler: configuration.handler,
    CodeSize: configuration.code.sizeBytes,
    Description: configuration.description,
    Timeout: configuration.timeoutSeconds,
    MemorySize: configuration.memorySizeMb,
    LastModified: toLambdaDate(configuration.lastModifiedAt),
    CodeSha256: configuration.code.sha256,
    Version: configuration.version,
    ...(configuration.environment ? { Environment: { Variables: { ...configuration.environment } } } : {}),
    ...(configuration.deadLetterArn ? { DeadLetterConfig: { TargetArn: configuration.deadLetterArn } } : {}),
    TracingConfig: { Mode: configuration.tracingMode },
    RevisionId: configuration.revisionId,
    PackageType: 'Zip',
    Architectures: [...configuration.architectures],
    EphemeralStorage: { Size: configuration.ephemeralStorageMb },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    RuntimeVersionConfig: { RuntimeVersionArn: toRuntimeVersionArn(owner.region, configuration.runtime) },
    LoggingConfig: { LogFormat: 'Text', LogGroup: configuration.logGroup },
    ...CHANGE[change ?? 'none'],
  };
}

const CHANGE: Readonly<Record<'creating' | 'updating' | 'none', FunctionConfiguration>> = {
  creating: { State: 'Pending', StateReason: 'The function is being created.', StateReasonCode: 'Creating' },
  updating: {
    State: 'Active',
    LastUpdateStatus: 'InProgress',
    LastUpdateStatusReason: 'The function is being created.',
    // AWS says it so; its model lists the code for State alone.
    LastUpdateStatusReasonCode: 'Creating' as LastUpdateStatusReasonCode,
  },
  none: { State: 'Active', LastUpdateStatus: 'Successful' },
};

/** ListFunctions leaves out what costs Lambda a look-up. */
export function toListShape(owner: LambdaFunction, configuration: Configuration, isQualified: boolean) {
  const {
    State: _state,
    LastUpdateStatus: _status,
    RuntimeVersionConfig: _runtime,
    ...shape
  } = toShape(owner, configuration, { isQualified });
  return shape;
}

/** `2026-01-31T12:00:00.000+0000`: not quite ISO 8601. */
const toLambdaDate = (instant: number): string => new Date(instant).toISOString().replace('Z', '+0000');

/** AWS's ends in a hash of the runtime's image; here the runtime is the machine's, so its name is hashed. */
function toRuntimeVersionArn(region: string, runtime: string): string {
  return `arn:aws:lambda:${region}::runtime:${Buffer.from(runtime).toString('hex').padEnd(64, '0').slice(0, 64)}`;
}
