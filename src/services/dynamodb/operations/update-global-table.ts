import type { Operation } from '../api.ts';
import { validationException } from '../errors.ts';
import { globalTableNotFound, legacyVersion } from '../replicas/errors.ts';
import { requireNameLength } from '../table-name.ts';

/**
 * It refuses to make replicas of version 2017.11.29, and finds no global table of which it could remove one.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateGlobalTable.html
 */
export const updateGlobalTable: Operation<'UpdateGlobalTable'> = (_ctx, { GlobalTableName, ReplicaUpdates = [] }) => {
  requireNameLength(GlobalTableName!);
  if (ReplicaUpdates.length === 0 || ReplicaUpdates.some(({ Create, Delete }) => !Create && !Delete)) {
    throw validationException('One or more parameter values were invalid');
  }
  if (ReplicaUpdates.some(({ Create }) => Create)) throw legacyVersion();
  throw globalTableNotFound(GlobalTableName!);
};
