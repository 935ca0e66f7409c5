import type { Operation } from '../api.ts';
import { globalTableNotFound } from '../replicas/errors.ts';
import { requireNameLength } from '../table-name.ts';

/**
 * There are global tables of version 2019.11.21 alone, which it does not know of.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeGlobalTableSettings.html
 */
export const describeGlobalTableSettings: Operation<'DescribeGlobalTableSettings'> = (_ctx, { GlobalTableName }) => {
  requireNameLength(GlobalTableName!);
  throw globalTableNotFound(GlobalTableName!);
};
