import type { Operation } from '../api.ts';
import { globalTableNotFound } from '../replicas/errors.ts';

/**
 * There are global tables of version 2019.11.21 alone, which it does not know of.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateGlobalTableSettings.html
 */
export const updateGlobalTableSettings: Operation<'UpdateGlobalTableSettings'> = (_ctx, { GlobalTableName }) => {
  throw globalTableNotFound(GlobalTableName!);
};
