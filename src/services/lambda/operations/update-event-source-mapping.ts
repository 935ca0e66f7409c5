import type { Operation } from '../api.ts';
import { toMappingShape, transitionOf } from '../event-source-mapping/mapping.ts';
import { toPollTask } from '../event-source-mapping/poll-queue.ts';
import { checkQueue } from '../event-source-mapping/queue.ts';
import { withBatchSettings } from '../event-source-mapping/settings.ts';
import { parseFunctionName, toQualifiedArn } from '../function-name.ts';
import { mappingLane, mappings, requireMapping } from '../store.ts';
import { requireMappedFunction } from './create-event-source-mapping.ts';

export const updateEventSourceMapping: Operation<'UpdateEventSourceMapping'> = async (ctx, input) => {
  const key = { accountId: ctx.accountId, region: ctx.region, uuid: input.UUID! };
  const before = await ctx.read((snapshot) => requireMapping(snapshot, key));
  const reference = parseFunctionName(ctx, input.FunctionName ?? before.functionArn);
  if (input.FunctionName !== undefined) {
    const { configuration } = await ctx.read((snapshot) => requireMappedFunction(snapshot, reference));
    await checkQueue(ctx, before.eventSourceArn, configuration.timeoutSeconds);
  }
  const generation = ctx.random.uuid();

  const shape = await ctx.transact(mappingLane(key.uuid), async (tx) => {
    const mapping = await requireMapping(tx, key);
    const updated = {
      ...withBatchSettings(mapping, mapping.eventSourceArn, input),
      functionArn: toQualifiedArn(reference),
      lastModifiedAt: tx.now,
      generation,
    };
    mappings.replace(tx, mapping, updated);
    if (updated.isEnabled) tx.enqueue(toPollTask(updated));
    return toMappingShape(updated, transitionOf(mapping, updated));
  });
  ctx.state.pollers.stop(key.uuid);
  return shape;
};
