import type { ProjectionType, SSESpecification, StreamViewType, TableClass } from '@aws-sdk/client-dynamodb';
import type { History } from './backups/moment.ts';
import type { Recovery } from './backups/recovery.ts';
import type { Restore } from './backups/restore.ts';
import type { ContributorInsights } from './contributor-insights/insights.ts';
import type { KeyAttribute, KeySchema } from './key-schema.ts';
import type { KinesisDestination } from './kinesis/destination.ts';
import type { ThrottleMode } from './throttling/mode.ts';

/** A table as it is stored. Instants are epoch milliseconds; states are computed from them, see table-status.ts. */
export interface Table {
  /** New for each creation: a table made again under its old name never sees the old items. */
  readonly tableId: string;
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly keys: KeySchema;
  readonly attributes: readonly KeyAttribute[];
  readonly indexes: readonly Index[];
  readonly billing: Billing;
  readonly createdAt: number;
  /** CREATING before, ACTIVE from then on. */
  readonly activeAt: number;
  /** UPDATING before. */
  readonly updatedAt?: number;
  /** DELETING before, gone from then on. */
  readonly goneAt?: number;
  readonly isDeletionProtected: boolean;
  /** When that was changed last. */
  readonly protectionChangedAt?: number;
  readonly tableClass?: TableClass;
  readonly tableClassUpdatedAt?: number;
  /** Those of the last thirty days. */
  readonly tableClassChanges?: readonly number[];
  readonly sse?: SSESpecification;
  readonly onDemandLimits?: OnDemandLimits;
  readonly warmThroughput?: Throughput;
  /** The stream that its changes go into now. */
  readonly stream?: { readonly label: string; readonly viewType: StreamViewType };
  /** Of the last stream it had, even if it has none now. */
  readonly latestStreamLabel?: string;
  readonly timeToLive?: TimeToLive;
  readonly contributorInsights?: ContributorInsights;
  /** Oldest first. */
  readonly kinesisDestinations?: readonly KinesisDestination[];
  /** The other replicas of its global table, oldest first; absent where it is the only one. */
  readonly replicas?: readonly Replica[];
  /** A new replica, CREATING until it holds what the others hold. */
  readonly isFilling?: boolean;
  /** Whether its writes keep what was, and since when: see backups/history.ts. */
  readonly history?: History;
  /** Point-in-time recovery, where it is on. */
  readonly recovery?: Recovery;
  /** Where it is being restored from: CREATING as long as it is there. */
  readonly restore?: Restore;
  /** What its tag says of throttling, here because every request asks. */
  readonly throttle?: ThrottleMode;
}

/** A replica as the other ones know it; what it is like is said by its own table. */
export interface Replica {
  readonly region: string;
  readonly tableId: string;
  /** The region whose replica it was copied from, as far as this one knows; absent for the first. */
  readonly madeFrom?: string;
  readonly joinedAt: number;
  /** Being deleted, or deleted already: what it wrote is still on its way. */
  readonly isLeaving?: boolean;
}

/** What its last UpdateTimeToLive asked for. */
export interface TimeToLive {
  readonly attributeName: string;
  readonly isEnabled: boolean;
  readonly changedAt: number;
  /** What its expiry rows are found by: new each time it is enabled. */
  readonly expiryId: string;
}

export interface Index {
  /** Distinguishes the entries of an index from those of an earlier one of the same name. */
  readonly indexId: string;
  readonly name: string;
  readonly kind: 'local' | 'global';
  readonly keys: KeySchema;
  readonly projection: Projection;
  /** Made by UpdateTable, and not yet holding all items that were there before: see index-backfill.ts. */
  readonly isBackfilling?: boolean;
  /** Global indexes of provisioned tables have their own. */
  readonly throughput?: ProvisionedThroughput;
  readonly onDemandLimits?: OnDemandLimits;
  readonly warmThroughput?: Throughput;
  readonly contributorInsights?: ContributorInsights;
}

export interface Projection {
  readonly type: ProjectionType;
  /** Only with INCLUDE. */
  readonly nonKeyAttributes?: readonly string[];
}

/** Capacity units per second. */
export interface Throughput {
  readonly readUnits: number;
  readonly writeUnits: number;
}

export interface ProvisionedThroughput extends Throughput {
  readonly increasedAt?: number;
  readonly decreasedAt?: number;
  /** Since midnight UTC of `decreasedAt`. */
  readonly decreasesThatDay?: number;
}

export interface Billing {
  readonly mode: 'PROVISIONED' | 'PAY_PER_REQUEST';
  /** Zero units when on demand, as DynamoDB shows it. */
  readonly throughput: ProvisionedThroughput;
  /** The last change to on-demand; stays when the table goes back. */
  readonly onDemandSince?: number;
}

/** -1 or absent means no limit. */
export interface OnDemandLimits {
  readonly maxReadUnits?: number;
  readonly maxWriteUnits?: number;
}

let newestArn = { accountId: '', region: '', name: '', arn: '' };

/** Requests ask for the same many times in a row, and the trace keeps it for each of them. */
export function tableArn({ accountId, region, name }: Pick<Table, 'accountId' | 'region' | 'name'>): string {
  const { arn } = newestArn;
  if (name === newestArn.name && region === newestArn.region && accountId === newestArn.accountId) return arn;
  newestArn = { accountId, region, name, arn: `arn:aws:dynamodb:${region}:${accountId}:table/${name}` };
  return newestArn.arn;
}

export const findIndex = (table: Table, name: string): Index | undefined =>
  table.indexes.find((index) => index.name === name);
