import type { Snapshot } from '../../../storage/storage.ts';
import type { Operation } from '../api.ts';
import { AwsError } from '../../../kernel/aws-error.ts';
import { type Mapping, toMappingShape } from '../event-source-mapping/mapping.ts';
import { toPollTask } from '../event-source-mapping/poll-queue.ts';
import { checkQueue } from '../event-source-mapping/queue.ts';
import { refuseStreamMembers, withBatchSettings } from '../event-source-mapping/settings.ts';
import { mappedFunctionNotFound, mappingExists, notImplemented, unrecognizedSource } from '../errors.ts';
import { type FunctionReference, parseFunctionName, toQualifiedArn } from '../function-name.ts';
import { DEFAULT_SQS_BATCH_SIZE } from '../limits.ts';
import { withTags } from '../tags.ts';
import { type FunctionVersion, mappingLane, mappings, requireVersion } from '../store.ts';

export const createEventSourceMapping: Operation<'CreateEventSourceMapping'> = async (ctx, input) => {
  const eventSourceArn = requireQueueArn(input.EventSourceArn);
  refuseStreamMembers(input);
  const reference = parseFunctionName(ctx, input.FunctionName!);
  const functionArn = toQualifiedArn(reference);
  const settings = withBatchSettings(DEFAULTS, eventSourceArn, input);
  const { configuration } = await ctx.read((snapshot) => requireMappedFunction(snapshot, reference));
  await checkQueue(ctx, eventSourceArn, configuration.timeoutSeconds);
  const [uuid, generation] = [ctx.random.uuid(), ctx.random.uuid()];
  const { accountId, region } = ctx;

  return ctx.transact(mappingLane(functionArn), async (tx) => {
    const prefix = [accountId, region, eventSourceArn, functionArn];
    const [existing] = await mappings.index('source').list(tx, { prefix, limit: 1 });
    if (existing) throw mappingExists(eventSourceArn, reference.name, existing.uuid);
    const mapping: Mapping = {
      accountId,
      region,
      uuid,
      functionArn,
      eventSourceArn,
      ...settings,
      lastModifiedAt: tx.now,
      tags: withTags({}, input.Tags ?? {}),
      generation,
    };
    mappings.insert(tx, mapping);
    if (mapping.isEnabled) tx.enqueue(toPollTask(mapping));
    return toMappingShape(mapping, 'Creating');
  });
};

const DEFAULTS = {
  batchSize: DEFAULT_SQS_BATCH_SIZE,
  windowSeconds: 0,
  isEnabled: true,
  reportsBatchItemFailures: false,
};

function requireQueueArn(arn: string | undefined): string {
  if (arn === undefined) throw unrecognizedSource();
  const service = arn.split(':')[2];
  if (service !== 'sqs') throw notImplemented(`event source mappings of ${service} (SQS queues are polled)`);
  return arn;
}

/** A mapping says it shorter than other operations. */
export async function requireMappedFunction(
  snapshot: Snapshot,
  reference: FunctionReference,
): Promise<FunctionVersion> {
  try {
    return await requireVersion(snapshot, reference);
  } catch (error) {
    if (error instanceof AwsError) throw mappedFunctionNotFound();
    throw error;
  }
}
