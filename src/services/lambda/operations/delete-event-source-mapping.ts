import type { Operation } from '../api.ts';
import { toMappingShape } from '../event-source-mapping/mapping.ts';
import { mappingLane, mappings, requireMapping } from '../store.ts';

export const deleteEventSourceMapping: Operation<'DeleteEventSourceMapping'> = async (ctx, input) => {
  const key = { accountId: ctx.accountId, region: ctx.region, uuid: input.UUID! };

  const shape = await ctx.transact(mappingLane(key.uuid), async (tx) => {
    const mapping = await requireMapping(tx, key);
    mappings.remove(tx, mapping);
    return toMappingShape(mapping, 'Deleting');
  });
  ctx.state.pollers.stop(key.uuid);
  return shape;
};
