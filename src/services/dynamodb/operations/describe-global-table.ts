import type { Operation } from '../api.ts';
import { describedGlobalTableNotFound } from '../replicas/errors.ts';
import { requireNameLength } from '../table-name.ts';

/**
 * There are global tables of version 2019.11.21 alone, which it does not know of.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeGlobalTable.html
 */
export const describeGlobalTable: Operation<'DescribeGlobalTable'> = (_ctx, { GlobalTableName }) => {
  requireNameLength(GlobalTableName!);
  throw describedGlobalTableNotFound(GlobalTableName!);
};
