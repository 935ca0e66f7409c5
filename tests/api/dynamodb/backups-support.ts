import {
  CreateBackupCommand,
  DescribeBackupCommand,
  paginateScan,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
  UpdateContinuousBackupsCommand,
  type DynamoDBClient,
  type RestoreTableFromBackupCommandInput,
  type RestoreTableToPointInTimeCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { TestCloud } from '../../support/cloud.ts';
import type { Item } from './support.ts';

/** Its ARN. */
export async function backUp(client: DynamoDBClient, TableName: string, BackupName = 'nightly'): Promise<string> {
  const { BackupDetails } = await client.send(new CreateBackupCommand({ TableName, BackupName }));
  return BackupDetails!.BackupArn!;
}

export const enableRecovery = (client: DynamoDBClient, TableName: string, RecoveryPeriodInDays?: number) =>
  client.send(
    new UpdateContinuousBackupsCommand({
      TableName,
      PointInTimeRecoverySpecification: {
        PointInTimeRecoveryEnabled: true,
        ...(RecoveryPeriodInDays === undefined ? {} : { RecoveryPeriodInDays }),
      },
    }),
  );

export const disableRecovery = (client: DynamoDBClient, TableName: string) =>
  client.send(
    new UpdateContinuousBackupsCommand({
      TableName,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
    }),
  );

export const restoreBackup = (
  client: DynamoDBClient,
  BackupArn: string,
  TargetTableName: string,
  more: Partial<RestoreTableFromBackupCommandInput> = {},
) => client.send(new RestoreTableFromBackupCommand({ BackupArn, TargetTableName, ...more }));

/** To `at`, or to the latest moment. */
export const restoreTo = (
  client: DynamoDBClient,
  SourceTableName: string,
  TargetTableName: string,
  at?: number,
  more: Partial<RestoreTableToPointInTimeCommandInput> = {},
) =>
  client.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName,
      TargetTableName,
      ...(at === undefined ? { UseLatestRestorableTime: true } : { RestoreDateTime: new Date(at) }),
      ...more,
    }),
  );

export async function describeBackup(client: DynamoDBClient, BackupArn: string) {
  const { BackupDescription } = await client.send(new DescribeBackupCommand({ BackupArn }));
  return BackupDescription!;
}

/** All items of a table or an index, in the order of their texts. */
export async function readAll(client: DynamoDBClient, TableName: string, IndexName?: string): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of paginateScan({ client }, { TableName, ...(IndexName ? { IndexName } : {}) })) {
    items.push(...(page.Items ?? []));
  }
  return inOrder(items);
}

export const inOrder = (items: readonly Item[]): Item[] => {
  const toText = (item: Item) => JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  return [...items].sort((a, b) => (toText(a) < toText(b) ? -1 : 1));
};

/** Runs `body` on a cloud whose tables take five seconds to change. */
export async function slowly(open: () => Promise<TestCloud>, body: (cloud: TestCloud) => Promise<void>): Promise<void> {
  process.env['CIRRO_DYNAMODB_TRANSITION_MS'] = '5000';
  try {
    await using cloud = await open();
    // The service reads it when it is first asked for.
    await cloud.fetch('/', {
      service: 'dynamodb',
      headers: { 'x-amz-target': 'DynamoDB_20120810.ListTables', 'content-type': 'application/x-amz-json-1.0' },
      body: '{}',
    });
    await body(cloud);
  } finally {
    delete process.env['CIRRO_DYNAMODB_TRANSITION_MS'];
  }
}
