import type { Operation } from '../api.ts';
import { tableNotFound } from '../errors.ts';
import { findTable } from '../store.ts';
import { parseControlTableName } from '../table-name.ts';

/**
 * No table has a time to live as long as UpdateTimeToLive is not here.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html
 */
export const describeTimeToLive: Operation<'DescribeTimeToLive'> = (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);

  return ctx.read(async (from) => {
    if (!(await findTable(ctx, from, address))) throw tableNotFound(address.name);
    return { TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } };
  });
};
