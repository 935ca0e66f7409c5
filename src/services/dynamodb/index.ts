import { defineService } from '../../kernel/service.ts';
import type { DynamoDb } from './api.ts';
import { authorization } from './authorization.ts';
import { corrected } from './constraint-corrections.ts';
import { constraints } from './constraints.ts';
import { validationError } from './errors.ts';
import { batchExecuteStatement } from './operations/batch-execute-statement.ts';
import { batchGetItem } from './operations/batch-get-item.ts';
import { batchWriteItem } from './operations/batch-write-item.ts';
import { createBackup } from './operations/create-backup.ts';
import { createGlobalTable } from './operations/create-global-table.ts';
import { createTable } from './operations/create-table.ts';
import { deleteBackup } from './operations/delete-backup.ts';
import { deleteItem } from './operations/delete-item.ts';
import { deleteResourcePolicy } from './operations/delete-resource-policy.ts';
import { deleteTable } from './operations/delete-table.ts';
import { describeBackup } from './operations/describe-backup.ts';
import { describeContinuousBackups } from './operations/describe-continuous-backups.ts';
import { describeContributorInsights } from './operations/describe-contributor-insights.ts';
import { describeEndpoints } from './operations/describe-endpoints.ts';
import { describeKinesisStreamingDestination } from './operations/describe-kinesis-streaming-destination.ts';
import { describeGlobalTableSettings } from './operations/describe-global-table-settings.ts';
import { describeGlobalTable } from './operations/describe-global-table.ts';
import { describeLimits } from './operations/describe-limits.ts';
import { describeTableReplicaAutoScaling } from './operations/describe-table-replica-auto-scaling.ts';
import { describeTable } from './operations/describe-table.ts';
import { describeTimeToLive } from './operations/describe-time-to-live.ts';
import { disableKinesisStreamingDestination } from './operations/disable-kinesis-streaming-destination.ts';
import { enableKinesisStreamingDestination } from './operations/enable-kinesis-streaming-destination.ts';
import { executeStatement } from './operations/execute-statement.ts';
import { executeTransaction } from './operations/execute-transaction.ts';
import { getItem } from './operations/get-item.ts';
import { getResourcePolicy } from './operations/get-resource-policy.ts';
import { listBackups } from './operations/list-backups.ts';
import { listContributorInsights } from './operations/list-contributor-insights.ts';
import { listGlobalTables } from './operations/list-global-tables.ts';
import { listTables } from './operations/list-tables.ts';
import { listTagsOfResource } from './operations/list-tags-of-resource.ts';
import { putItem } from './operations/put-item.ts';
import { putResourcePolicy } from './operations/put-resource-policy.ts';
import { query } from './operations/query.ts';
import { restoreTableFromBackup } from './operations/restore-table-from-backup.ts';
import { restoreTableToPointInTime } from './operations/restore-table-to-point-in-time.ts';
import { scan } from './operations/scan.ts';
import { tagResource } from './operations/tag-resource.ts';
import { transactGetItems } from './operations/transact-get-items.ts';
import { transactWriteItems } from './operations/transact-write-items.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateContinuousBackups } from './operations/update-continuous-backups.ts';
import { updateContributorInsights } from './operations/update-contributor-insights.ts';
import { updateGlobalTable } from './operations/update-global-table.ts';
import { updateGlobalTableSettings } from './operations/update-global-table-settings.ts';
import { updateItem } from './operations/update-item.ts';
import { updateKinesisStreamingDestination } from './operations/update-kinesis-streaming-destination.ts';
import { updateTableReplicaAutoScaling } from './operations/update-table-replica-auto-scaling.ts';
import { updateTable } from './operations/update-table.ts';
import { updateTimeToLive } from './operations/update-time-to-live.ts';
import { createState, type State } from './state.ts';
import { tasks } from './tasks.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/Welcome.html */
export const service = defineService<DynamoDb, State>({
  name: 'dynamodb',
  schemas: () => import('@aws-sdk/client-dynamodb'),
  operations: {
    BatchExecuteStatement: batchExecuteStatement,
    BatchGetItem: batchGetItem,
    BatchWriteItem: batchWriteItem,
    CancelBulkOperation: 'unsupported',
    CreateBackup: createBackup,
    CreateGlobalTable: createGlobalTable,
    CreateTable: createTable,
    DeleteBackup: deleteBackup,
    DeleteItem: deleteItem,
    DeleteResourcePolicy: deleteResourcePolicy,
    DeleteTable: deleteTable,
    DescribeBackup: describeBackup,
    DescribeBulkOperation: 'unsupported',
    DescribeContinuousBackups: describeContinuousBackups,
    DescribeContributorInsights: describeContributorInsights,
    DescribeEndpoints: describeEndpoints,
    DescribeExport: 'unsupported',
    DescribeGlobalTable: describeGlobalTable,
    DescribeGlobalTableSettings: describeGlobalTableSettings,
    DescribeImport: 'unsupported',
    DescribeKinesisStreamingDestination: describeKinesisStreamingDestination,
    DescribeLimits: describeLimits,
    DescribeTable: describeTable,
    DescribeTableReplicaAutoScaling: describeTableReplicaAutoScaling,
    DescribeTimeToLive: describeTimeToLive,
    DisableKinesisStreamingDestination: disableKinesisStreamingDestination,
    EnableKinesisStreamingDestination: enableKinesisStreamingDestination,
    ExecuteStatement: executeStatement,
    ExecuteTransaction: executeTransaction,
    ExportTableToPointInTime: 'unsupported',
    GetItem: getItem,
    GetResourcePolicy: getResourcePolicy,
    ImportTable: 'unsupported',
    ListBackups: listBackups,
    ListBulkOperations: 'unsupported',
    ListContributorInsights: listContributorInsights,
    ListExports: 'unsupported',
    ListGlobalTables: listGlobalTables,
    ListImports: 'unsupported',
    ListTables: listTables,
    ListTagsOfResource: listTagsOfResource,
    PutItem: putItem,
    PutResourcePolicy: putResourcePolicy,
    Query: query,
    RestoreTableFromBackup: restoreTableFromBackup,
    RestoreTableToPointInTime: restoreTableToPointInTime,
    Scan: scan,
    SearchVectors: 'unsupported',
    StartBulkPutItems: 'unsupported',
    TagResource: tagResource,
    TransactGetItems: transactGetItems,
    TransactWriteItems: transactWriteItems,
    UntagResource: untagResource,
    UpdateContinuousBackups: updateContinuousBackups,
    UpdateContributorInsights: updateContributorInsights,
    UpdateGlobalTable: updateGlobalTable,
    UpdateGlobalTableSettings: updateGlobalTableSettings,
    UpdateItem: updateItem,
    UpdateKinesisStreamingDestination: updateKinesisStreamingDestination,
    UpdateTable: updateTable,
    UpdateTableReplicaAutoScaling: updateTableReplicaAutoScaling,
    UpdateTimeToLive: updateTimeToLive,
  },
  authorization,
  constraints: corrected(constraints),
  validationError,
  tasks,
  state: createState,
});
