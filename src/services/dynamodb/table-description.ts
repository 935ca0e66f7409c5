import type {
  GlobalSecondaryIndexDescription,
  LocalSecondaryIndexDescription,
  ProvisionedThroughputDescription,
  SSEDescription,
  TableDescription,
} from '@aws-sdk/client-dynamodb';
import { toRestoreSummary } from './backups/restore.ts';
import { decreasesToday } from './billing.ts';
import { toKeySchemaElements } from './key-schema.ts';
import { streamArn } from './streams/stream.ts';
import { tableStatus } from './table-status.ts';
import {
  tableArn,
  type Billing,
  type Index,
  type OnDemandLimits,
  type Projection,
  type ProvisionedThroughput,
  type Table,
} from './table.ts';
import { currentWarmThroughput } from './warm-throughput.ts';

/** Items and their bytes, of a table or an index. */
export interface Counts {
  readonly items: number;
  readonly bytes: number;
}

export interface DescribeOptions {
  readonly now: number;
  /** By tableId and indexId. */
  readonly counts: ReadonlyMap<string, Counts>;
  /** What an answer to a change says, although the change is already done. */
  readonly status?: TableDescription['TableStatus'];
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html */
export function toTableDescription(table: Table, options: DescribeOptions): TableDescription {
  const { now, counts } = options;
  const local = table.indexes.filter(({ kind }) => kind === 'local');
  const global = table.indexes.filter(({ kind }) => kind === 'global');
  const status = options.status ?? tableStatus(table, now);
  return {
    AttributeDefinitions: table.attributes.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
    TableName: table.name,
    KeySchema: toKeySchemaElements(table.keys),
    TableStatus: status,
    CreationDateTime: new Date(table.createdAt),
    ProvisionedThroughput: toThroughputDescription(table.billing.throughput, now),
    TableSizeBytes: counts.get(table.tableId)?.bytes ?? 0,
    ItemCount: counts.get(table.tableId)?.items ?? 0,
    TableArn: tableArn(table),
    TableId: table.tableId,
    ...billingModeSummary(table.billing),
    ...(local.length > 0 ? { LocalSecondaryIndexes: local.map((index) => toLocalIndex(table, index, counts)) } : {}),
    ...(global.length > 0 && status !== 'DELETING'
      ? { GlobalSecondaryIndexes: global.map((index) => toGlobalIndex(table, index, status, options)) }
      : {}),
    ...(table.sse?.Enabled ? { SSEDescription: toSseDescription(table) } : {}),
    ...tableClassSummary(table),
    ...onDemandThroughput(table.onDemandLimits),
    WarmThroughput: { ...toWarmThroughput(table.billing, table), Status: 'ACTIVE' },
    ...streamMembers(table),
    DeletionProtectionEnabled: table.isDeletionProtected,
    ...(table.restore ? { RestoreSummary: toRestoreSummary(table.restore) } : {}),
  };
}

/** The last stream is told of even when it is disabled. */
function streamMembers(
  table: Table,
): Pick<TableDescription, 'StreamSpecification' | 'LatestStreamLabel' | 'LatestStreamArn'> {
  const { stream, latestStreamLabel: label, name: tableName } = table;
  return {
    ...(stream ? { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType } } : {}),
    ...(label ? { LatestStreamLabel: label, LatestStreamArn: streamArn({ ...table, tableName, label }) } : {}),
  };
}

function toThroughputDescription(throughput: ProvisionedThroughput, now: number): ProvisionedThroughputDescription {
  const { increasedAt, decreasedAt, readUnits, writeUnits } = throughput;
  return {
    ...(increasedAt === undefined ? {} : { LastIncreaseDateTime: new Date(increasedAt) }),
    ...(decreasedAt === undefined ? {} : { LastDecreaseDateTime: new Date(decreasedAt) }),
    NumberOfDecreasesToday: decreasesToday(throughput, now),
    ReadCapacityUnits: readUnits,
    WriteCapacityUnits: writeUnits,
  };
}

/** A table that was never on demand has none. */
function billingModeSummary({ mode, onDemandSince }: Billing): Pick<TableDescription, 'BillingModeSummary'> {
  if (onDemandSince === undefined) return {};
  return {
    BillingModeSummary: { BillingMode: mode, LastUpdateToPayPerRequestDateTime: new Date(onDemandSince) },
  };
}

function toIndexDescription(table: Table, index: Index, counts: DescribeOptions['counts']) {
  return {
    IndexName: index.name,
    KeySchema: toKeySchemaElements(index.keys),
    Projection: toProjectionDescription(index.projection),
    IndexSizeBytes: counts.get(index.indexId)?.bytes ?? 0,
    ItemCount: counts.get(index.indexId)?.items ?? 0,
    IndexArn: `${tableArn(table)}/index/${index.name}`,
  };
}

export const toProjectionDescription = ({ type, nonKeyAttributes }: Projection) => ({
  ProjectionType: type,
  ...(nonKeyAttributes ? { NonKeyAttributes: [...nonKeyAttributes] } : {}),
});

const toLocalIndex = toIndexDescription satisfies (...args: never[]) => LocalSecondaryIndexDescription;

function toGlobalIndex(
  table: Table,
  index: Index,
  status: TableDescription['TableStatus'],
  { now, counts }: DescribeOptions,
): GlobalSecondaryIndexDescription {
  return {
    ...toIndexDescription(table, index, counts),
    IndexStatus: status === 'CREATING' || index.isBackfilling ? 'CREATING' : 'ACTIVE',
    ...(index.isBackfilling ? { Backfilling: true } : {}),
    ProvisionedThroughput: toThroughputDescription(index.throughput ?? { readUnits: 0, writeUnits: 0 }, now),
    ...onDemandThroughput(index.onDemandLimits),
    WarmThroughput: { ...toWarmThroughput(table.billing, index), Status: 'ACTIVE' },
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html */
export function toWarmThroughput(billing: Billing, owner: Pick<Index, 'warmThroughput' | 'throughput'>) {
  const warm = currentWarmThroughput(billing, owner);
  return { ReadUnitsPerSecond: warm.readUnits, WriteUnitsPerSecond: warm.writeUnits };
}

export function onDemandThroughput(limits: OnDemandLimits | undefined): Pick<TableDescription, 'OnDemandThroughput'> {
  if (!limits) return {};
  return {
    OnDemandThroughput: {
      ...(limits.maxReadUnits === undefined ? {} : { MaxReadRequestUnits: limits.maxReadUnits }),
      ...(limits.maxWriteUnits === undefined ? {} : { MaxWriteRequestUnits: limits.maxWriteUnits }),
    },
  };
}

export function tableClassSummary({
  tableClass,
  tableClassUpdatedAt,
}: Table): Pick<TableDescription, 'TableClassSummary'> {
  if (tableClass === undefined) return {};
  return {
    TableClassSummary: {
      TableClass: tableClass,
      ...(tableClassUpdatedAt === undefined ? {} : { LastUpdateDateTime: new Date(tableClassUpdatedAt) }),
    },
  };
}

/** Without a key of the caller's, it is the account's own key for DynamoDB. */
export function toSseDescription({ sse, region, accountId }: Table): SSEDescription {
  const key = sse?.KMSMasterKeyId ?? 'alias/aws/dynamodb';
  const resource = key.startsWith('alias/') ? key : `key/${key}`;
  return {
    Status: 'ENABLED',
    SSEType: 'KMS',
    KMSMasterKeyArn: key.startsWith('arn:') ? key : `arn:aws:kms:${region}:${accountId}:${resource}`,
  };
}
