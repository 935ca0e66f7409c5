import type {
  BackupDescription,
  BackupDetails,
  BackupSummary,
  SourceTableDetails,
  SourceTableFeatureDetails,
} from '@aws-sdk/client-dynamodb';
import { toKeySchemaElements } from '../key-schema.ts';
import { onDemandThroughput, toProjectionDescription, toSseDescription } from '../table-description.ts';
import { tableArn, type Index, type Throughput } from '../table.ts';
import { backupArn, backupStatus, type Backup } from './backup.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BackupDetails.html */
export const toBackupDetails = (backup: Backup): BackupDetails => ({
  BackupArn: backupArn(backup),
  BackupName: backup.name,
  BackupSizeBytes: backup.bytes,
  BackupStatus: backupStatus(backup),
  BackupType: backup.type,
  BackupCreationDateTime: new Date(backup.createdAt),
  ...(backup.expiresAt === undefined ? {} : { BackupExpiryDateTime: new Date(backup.expiresAt) }),
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BackupSummary.html */
export const toBackupSummary = (backup: Backup): BackupSummary => ({
  TableName: backup.tableName,
  TableId: backup.table.tableId,
  TableArn: tableArn(backup.table),
  ...toBackupDetails(backup),
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BackupDescription.html */
export const toBackupDescription = (backup: Backup): BackupDescription => ({
  BackupDetails: toBackupDetails(backup),
  SourceTableDetails: toSourceTable(backup),
  SourceTableFeatureDetails: toFeatures(backup),
});

function toSourceTable({ table, items, bytes }: Backup): SourceTableDetails {
  return {
    TableName: table.name,
    TableId: table.tableId,
    TableArn: tableArn(table),
    TableSizeBytes: bytes,
    KeySchema: toKeySchemaElements(table.keys),
    TableCreationDateTime: new Date(table.createdAt),
    ProvisionedThroughput: toThroughput(table.billing.throughput),
    ...onDemandThroughput(table.onDemandLimits),
    ItemCount: items,
    BillingMode: table.billing.mode,
  };
}

/** Only what there is: of a plain table, nothing. */
function toFeatures({ table }: Backup): SourceTableFeatureDetails {
  const local = table.indexes.filter(({ kind }) => kind === 'local');
  const global = table.indexes.filter(({ kind }) => kind === 'global');
  const { stream, timeToLive, sse } = table;
  return {
    ...(local.length > 0 ? { LocalSecondaryIndexes: local.map(toIndexInfo) } : {}),
    ...(global.length > 0 ? { GlobalSecondaryIndexes: global.map(toGlobalIndexInfo) } : {}),
    ...(stream ? { StreamDescription: { StreamEnabled: true, StreamViewType: stream.viewType } } : {}),
    ...(timeToLive?.isEnabled
      ? { TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: timeToLive.attributeName } }
      : {}),
    ...(sse?.Enabled ? { SSEDescription: toSseDescription(table) } : {}),
  };
}

const toIndexInfo = (index: Index) => ({
  IndexName: index.name,
  KeySchema: toKeySchemaElements(index.keys),
  Projection: toProjectionDescription(index.projection),
});

const toGlobalIndexInfo = (index: Index) => ({
  ...toIndexInfo(index),
  ProvisionedThroughput: toThroughput(index.throughput ?? { readUnits: 0, writeUnits: 0 }),
  ...onDemandThroughput(index.onDemandLimits),
});

const toThroughput = ({ readUnits, writeUnits }: Throughput) => ({
  ReadCapacityUnits: readUnits,
  WriteCapacityUnits: writeUnits,
});
