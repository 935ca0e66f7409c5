import { expect, test } from 'vitest';
import { authorization } from '../authorization.ts';

const scope = { accountId: '000000000000', region: 'us-east-1' };
const TABLES = 'arn:aws:dynamodb:us-east-1:000000000000:table';
const BackupArn = `${TABLES}/orders/backup/01767225600000-0123abcd`;
const TARGET_ACTIONS = ['BatchWriteItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'Scan', 'UpdateItem'];
const writing = (resource: string) =>
  TARGET_ACTIONS.map((name) => ({ action: `dynamodb:${name}`, resources: [resource] }));

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
test('backups are asked for on their table, and on themselves once they are there', () => {
  const TableName = 'orders';
  expect(authorization.CreateBackup!.resources({ TableName, BackupName: 'b' }, scope)).toEqual([`${TABLES}/orders`]);
  expect(authorization.DescribeBackup!.resources({ BackupArn }, scope)).toEqual([BackupArn]);
  expect(authorization.DeleteBackup!.resources({ BackupArn }, scope)).toEqual([BackupArn]);
  expect(authorization.ListBackups!.resources({ TableName }, scope)).toEqual(['*']);
  expect(authorization.DescribeContinuousBackups!.resources({ TableName }, scope)).toEqual([`${TABLES}/orders`]);
});

test('a restore is asked for on its source, and writing on its target', () => {
  const TargetTableName = 'restored';
  expect(authorization.RestoreTableFromBackup!.questions!({ BackupArn, TargetTableName }, scope)).toEqual([
    { action: 'dynamodb:RestoreTableFromBackup', resources: [BackupArn] },
    ...writing(`${TABLES}/restored`),
  ]);
  const abroad = 'arn:aws:dynamodb:eu-west-1:000000000000:table/orders';
  for (const [source, resource] of [
    [{ SourceTableName: 'orders' }, `${TABLES}/orders`],
    [{ SourceTableArn: abroad }, abroad],
  ] as const) {
    expect(authorization.RestoreTableToPointInTime!.questions!({ ...source, TargetTableName }, scope)).toEqual([
      { action: 'dynamodb:RestoreTableToPointInTime', resources: [resource] },
      ...writing(`${TABLES}/restored`),
    ]);
  }
});
