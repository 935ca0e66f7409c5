import type { Operation } from '../api.ts';

/**
 * Global tables of version 2019.11.21 are not among those that it lists, and there are no others.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListGlobalTables.html
 */
export const listGlobalTables: Operation<'ListGlobalTables'> = () => ({ GlobalTables: [] });
