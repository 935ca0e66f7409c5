import type { Operation } from '../api.ts';
import { settledState, toMappingShape } from '../event-source-mapping/mapping.ts';
import { requireMapping } from '../store.ts';

export const getEventSourceMapping: Operation<'GetEventSourceMapping'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const key = { accountId: ctx.accountId, region: ctx.region, uuid: input.UUID! };
    const mapping = await requireMapping(snapshot, key);
    return toMappingShape(mapping, settledState(mapping, ctx.state.pollers.isPolling(mapping.uuid)));
  });
