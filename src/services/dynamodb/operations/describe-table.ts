import type { Operation } from '../api.ts';
import { tableNotFound } from '../errors.ts';
import { describeReplicas } from '../replicas/description.ts';
import { findTable } from '../store.ts';
import { readCounts } from '../table-counts.ts';
import { toTableDescription } from '../table-description.ts';
import { parseControlTableName } from '../table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export const describeTable: Operation<'DescribeTable'> = (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);

  return ctx.read(async (from) => {
    const table = await findTable(ctx, from, address);
    if (!table) throw tableNotFound(address.name);
    const description = toTableDescription(table, { now: from.now, counts: await readCounts(from, table) });
    return { Table: { ...description, ...(await describeReplicas(ctx, from, table)) } };
  });
};
