import type { Operation } from '../api.ts';
import { cannotDescribeTimeToLive, tableNotFound } from '../errors.ts';
import { findTable } from '../store.ts';
import { parseControlTableName } from '../table-name.ts';
import { tableStatus } from '../table-status.ts';
import { describeTimeToLive as toDescription } from '../time-to-live/change.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
export const describeTimeToLive: Operation<'DescribeTimeToLive'> = (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);

  return ctx.read(async (from) => {
    const table = await findTable(ctx, from, address);
    if (!table || table.restore) throw tableNotFound(address.name);
    const status = tableStatus(table, from.now);
    if (status === 'CREATING' || status === 'DELETING') throw cannotDescribeTimeToLive(status);
    return { TimeToLiveDescription: toDescription(table.timeToLive, from.now, ctx.state.transitionMs) };
  });
};
