import type { Architecture, Runtime, TracingMode } from '@aws-sdk/client-lambda';
import type { PolicyStatement } from './policy.ts';

export const LATEST = '$LATEST';

/** What a version runs with. `$LATEST` changes; a published version never does. */
export interface Configuration {
  readonly version: string;
  readonly revisionId: string;
  readonly runtime: Runtime;
  readonly handler: string;
  readonly roleArn: string;
  readonly description: string;
  readonly memorySizeMb: number;
  readonly timeoutSeconds: number;
  readonly ephemeralStorageMb: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly architectures: readonly Architecture[];
  readonly tracingMode: TracingMode;
  readonly logGroup: string;
  readonly deadLetterArn?: string;
  readonly code: Code;
  readonly lastModifiedAt: number;
}

export interface Code {
  readonly blobId: string;
  readonly sizeBytes: number;
  /** In base64, as AWS shows it. */
  readonly sha256: string;
}

/** What is done with events that come without a caller waiting. */
export interface EventInvokeConfiguration {
  readonly lastModifiedAt: number;
  readonly maximumRetryAttempts?: number;
  readonly maximumEventAgeSeconds?: number;
  /** ARNs of queues or functions that are told how it went. */
  readonly onSuccessArn?: string;
  readonly onFailureArn?: string;
}

export interface LambdaFunction {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  /** Tells a function from one of the same name that was deleted before. */
  readonly functionId: string;
  readonly latest: Configuration;
  readonly lastVersion: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Resource policies, by the qualifier they were put on; `''` is the function itself. */
  readonly policies: Readonly<Record<string, Policy>>;
  readonly reservedConcurrency?: number;
  /** By the qualifier they were put on, `$LATEST` for the function itself. */
  readonly eventInvokes: Readonly<Record<string, EventInvokeConfiguration>>;
}

interface Policy {
  readonly revisionId: string;
  readonly statements: readonly PolicyStatement[];
}

export interface Version {
  readonly functionId: string;
  readonly number: number;
  readonly configuration: Configuration;
}

/** Names one revision of one version: environments of an older one are not used any more. */
export const toFunctionKey = (functionArn: string, configuration: Configuration): string =>
  `${functionArn}:${configuration.version}:${configuration.revisionId}`;
