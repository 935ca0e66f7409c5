import type { Operation } from '../api.ts';
import { describeMapping } from '../event-source-mapping/mapping.ts';
import { requireMapping } from '../store.ts';

export const getEventSourceMapping: Operation<'GetEventSourceMapping'> = (ctx, input) =>
  ctx.read(async (snapshot) => {
    const key = { accountId: ctx.accountId, region: ctx.region, uuid: input.UUID! };
    const mapping = await requireMapping(snapshot, key);
    return describeMapping(mapping, ctx.state.pollers);
  });
