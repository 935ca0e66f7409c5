import type { StreamSpecification } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../kernel/aws-error.ts';
import { invalidParameter } from './errors.ts';

/** Settings of CreateTable and UpdateTable that would change what a table does, and are not here yet. */
const UNSUPPORTED = [
  'ResourcePolicy',
  'GlobalTableSourceArn',
  'GlobalTableSettingsReplicationMode',
  'GlobalTableWitnessUpdates',
  'MultiRegionConsistency',
  'ReplicaUpdates',
  'VectorIndexes',
  'VectorIndexUpdates',
];

interface SettingsInput {
  readonly StreamSpecification?: StreamSpecification | undefined;
}

/** Refuses rather than ignores: a table without the stream that was asked for would mislead. */
export function requireKnownSettings(input: SettingsInput): void {
  const stream = input.StreamSpecification;
  if (stream?.StreamEnabled === true) throw notImplemented('StreamSpecification');
  if (stream?.StreamViewType !== undefined) {
    throw invalidParameter('StreamViewType cannot be specified when StreamEnabled is false');
  }
  const setting = UNSUPPORTED.find((name) => (input as Record<string, unknown>)[name] !== undefined);
  if (setting !== undefined) throw notImplemented(setting);
}

export const notImplemented = (setting: string) =>
  new AwsError('NotImplemented', `Cirro does not implement ${setting} of DynamoDB tables yet.`, { status: 501 });
