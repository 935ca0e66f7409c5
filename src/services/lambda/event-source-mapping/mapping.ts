import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import type { ActivePollers } from './active-pollers.ts';

export interface Mapping {
  readonly accountId: string;
  readonly region: string;
  readonly uuid: string;
  /** With the qualifier where one was given. */
  readonly functionArn: string;
  readonly eventSourceArn: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly isEnabled: boolean;
  readonly reportsBatchItemFailures: boolean;
  readonly maximumConcurrency?: number;
  readonly lastModifiedAt: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Changes with every update: pollers of an older one end, and only one of each runs. */
  readonly generation: string;
}

export type MappingState = 'Creating' | 'Enabled' | 'Enabling' | 'Disabled' | 'Disabling' | 'Updating' | 'Deleting';

const toMappingArn = ({ accountId, region, uuid }: Mapping): string =>
  `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${uuid}`;

/** A mapping as AWS's answers show it. `problem` is why it cannot poll; AWS tells nothing of that for queues. */
export const toMappingShape = (
  mapping: Mapping,
  state: MappingState,
  problem?: string,
): EventSourceMappingConfiguration => ({
  UUID: mapping.uuid,
  BatchSize: mapping.batchSize,
  MaximumBatchingWindowInSeconds: mapping.windowSeconds,
  EventSourceArn: mapping.eventSourceArn,
  FunctionArn: mapping.functionArn,
  LastModified: new Date(mapping.lastModifiedAt),
  ...(problem === undefined ? {} : { LastProcessingResult: `PROBLEM: ${problem}` }),
  State: state,
  StateTransitionReason: 'USER_INITIATED',
  FunctionResponseTypes: mapping.reportsBatchItemFailures ? ['ReportBatchItemFailures'] : [],
  ...(mapping.maximumConcurrency === undefined
    ? {}
    : { ScalingConfig: { MaximumConcurrency: mapping.maximumConcurrency } }),
  EventSourceMappingArn: toMappingArn(mapping),
});

/** What an answer says right after the change; the next question finds the state that it leads to. */
export function transitionOf(before: Mapping, after: Mapping): MappingState {
  if (before.isEnabled === after.isEnabled) return 'Updating';
  return after.isEnabled ? 'Enabling' : 'Disabling';
}

/** A mapping as it is now. */
export function describeMapping(mapping: Mapping, pollers: ActivePollers): EventSourceMappingConfiguration {
  const state = settledState(mapping, pollers.isPolling(mapping.uuid));
  return toMappingShape(mapping, state, pollers.problemOf(mapping.uuid));
}

/** A disabled mapping goes on until the batches in flight are done. */
const settledState = (mapping: Mapping, isPolling: boolean): MappingState => {
  if (mapping.isEnabled) return 'Enabled';
  return isPolling ? 'Disabling' : 'Disabled';
};
