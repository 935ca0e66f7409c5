import type {
  CreateEventSourceMappingCommandInput,
  UpdateEventSourceMappingCommandInput,
} from '@aws-sdk/client-lambda';
import { batchWindowMissing, invalidParameter, notImplemented, startingPositionOnQueue } from '../errors.ts';
import { MAX_FIFO_BATCH_SIZE, MAX_SQS_BATCH_SIZE } from '../limits.ts';
import type { Mapping } from './mapping.ts';

type Input = CreateEventSourceMappingCommandInput | UpdateEventSourceMappingCommandInput;

type BatchSettings = Pick<Mapping, 'batchSize' | 'windowSeconds' | 'reportsBatchItemFailures' | 'isEnabled'> &
  Partial<Pick<Mapping, 'maximumConcurrency'>>;

/** The given members over what was there, checked together. Throws InvalidParameterValueException. */
export function withBatchSettings<M extends BatchSettings>(previous: M, queueArn: string, input: Input): M {
  for (const [isAsked, what] of notYet(input)) if (isAsked) throw notImplemented(what);
  const batchSize = input.BatchSize ?? previous.batchSize;
  const windowSeconds = input.MaximumBatchingWindowInSeconds ?? previous.windowSeconds;
  const limit = queueArn.endsWith('.fifo') ? MAX_FIFO_BATCH_SIZE : MAX_SQS_BATCH_SIZE;
  if (batchSize > limit)
    throw invalidParameter(
      `Batch size of ${batchSize} is larger than the maximum of ${limit} for the event source ${queueArn}`,
    );
  if (batchSize > MAX_FIFO_BATCH_SIZE && windowSeconds === 0) throw batchWindowMissing();
  const { maximumConcurrency: before, ...rest } = previous;
  const maximumConcurrency = input.ScalingConfig === undefined ? before : input.ScalingConfig.MaximumConcurrency;
  return {
    ...(rest as M),
    batchSize,
    windowSeconds,
    isEnabled: input.Enabled ?? previous.isEnabled,
    reportsBatchItemFailures:
      input.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? previous.reportsBatchItemFailures,
    ...(maximumConcurrency === undefined ? {} : { maximumConcurrency }),
  };
}

export function refuseStreamMembers(input: CreateEventSourceMappingCommandInput): void {
  if (input.StartingPosition !== undefined || input.StartingPositionTimestamp !== undefined)
    throw startingPositionOnQueue();
}

const notYet = (input: Input): readonly (readonly [boolean, string])[] => [
  [(input.FilterCriteria?.Filters?.length ?? 0) > 0, 'event filtering of event source mappings'],
  [(input.KMSKeyArn ?? '') !== '', 'customer managed keys of event source mappings'],
  [input.ProvisionedPollerConfig !== undefined, 'provisioned pollers of event source mappings'],
  [(input.MetricsConfig?.Metrics?.length ?? 0) > 0, 'metrics of event source mappings'],
  [input.DestinationConfig?.OnFailure !== undefined, 'destinations of event source mappings'],
];
