import type { Operation } from '../api.ts';
import { ACCOUNT_MAX_CAPACITY_UNITS, TABLE_MAX_CAPACITY_UNITS } from '../limits.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html */
export const describeLimits: Operation<'DescribeLimits'> = () => ({
  AccountMaxReadCapacityUnits: ACCOUNT_MAX_CAPACITY_UNITS,
  AccountMaxWriteCapacityUnits: ACCOUNT_MAX_CAPACITY_UNITS,
  TableMaxReadCapacityUnits: TABLE_MAX_CAPACITY_UNITS,
  TableMaxWriteCapacityUnits: TABLE_MAX_CAPACITY_UNITS,
});
