import type { Operation } from '../api.ts';
import { legacyVersion } from '../replicas/errors.ts';

/**
 * AWS takes no new global tables of version 2017.11.29.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateGlobalTable.html
 */
export const createGlobalTable: Operation<'CreateGlobalTable'> = () => {
  throw legacyVersion();
};
