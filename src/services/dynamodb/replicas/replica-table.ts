import type { CreateReplicationGroupMemberAction } from '@aws-sdk/client-dynamodb';
import type { Index, Table } from '../table.ts';
import { toReplicaEncryption } from './encryption.ts';
import { overrideReads } from './overrides.ts';

interface Birth {
  readonly region: string;
  readonly tableId: string;
  readonly now: number;
}

/**
 * The table of a new replica. Deletion protection and tags are each region's own matter.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 */
export function toReplicaTable(
  source: Table,
  settings: CreateReplicationGroupMemberAction,
  { region, tableId, now }: Birth,
): Table {
  const { accountId, name, keys, attributes, tableClass, onDemandLimits, warmThroughput, timeToLive } = source;
  const { onDemandSince, ...billing } = source.billing;
  const sse = toReplicaEncryption(source, settings.KMSMasterKeyId, region);
  const table: Table = {
    tableId,
    accountId,
    region,
    name,
    keys,
    attributes,
    indexes: source.indexes.map((index) => toReplicaIndex(index, tableId)),
    billing: onDemandSince === undefined ? billing : { ...billing, onDemandSince: now },
    createdAt: now,
    activeAt: now,
    isDeletionProtected: false,
    ...(tableClass ? { tableClass } : {}),
    ...(sse ? { sse } : {}),
    ...(onDemandLimits ? { onDemandLimits } : {}),
    ...(warmThroughput ? { warmThroughput } : {}),
    ...(timeToLive ? { timeToLive: { ...timeToLive, expiryId: `${tableId}/expiry` } } : {}),
  };
  return overrideReads(table, settings, now);
}

/** Contributor insights, too, are each region's own matter. */
function toReplicaIndex({ contributorInsights: _insights, ...index }: Index, tableId: string): Index {
  return { ...index, indexId: `${tableId}/${index.name}` };
}
