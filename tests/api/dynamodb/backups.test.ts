import {
  CreateBackupCommand,
  DeleteBackupCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListBackupsCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  type ListBackupsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import {
  backUp,
  describeBackup,
  disableRecovery,
  enableRecovery,
  readAll,
  restoreBackup,
  slowly,
} from './backups-support.ts';
import { createTable, dynamoDb, putAll, refusal, type Item } from './support.ts';

const TableName = 'orders';
const START = Date.UTC(2026, 0, 1);
const ARN = /^arn:aws:dynamodb:us-east-1:000000000000:table\/orders\/backup\/\d{14}-[0-9a-f]{8}$/;

const order = (id: string, customer: string): Item => ({ id: { S: id }, customer: { S: customer }, n: { N: '1' } });

const indexed = {
  AttributeDefinitions: [
    { AttributeName: 'id', AttributeType: 'S' as const },
    { AttributeName: 'customer', AttributeType: 'S' as const },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byCustomer',
      KeySchema: [{ AttributeName: 'customer', KeyType: 'HASH' as const }],
      Projection: { ProjectionType: 'ALL' as const },
    },
  ],
};

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateBackup.html
test('a backup holds the table of its moment, whatever becomes of it', async () => {
  await using cloud = await testCloud({ startAt: START });
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S', undefined, indexed);
  await putAll(client, TableName, [order('1', 'ann'), order('2', 'bob')]);

  const { BackupDetails } = await client.send(new CreateBackupCommand({ TableName, BackupName: 'nightly' }));
  expect(BackupDetails).toEqual({
    BackupArn: expect.stringMatching(ARN),
    BackupName: 'nightly',
    BackupSizeBytes: 34,
    BackupStatus: 'CREATING',
    BackupType: 'USER',
    BackupCreationDateTime: new Date(START),
  });
  await putAll(client, TableName, [order('1', 'cleo'), order('3', 'dan')]);
  await cloud.clock.settle();
  await client.send(new DeleteTableCommand({ TableName }));
  await cloud.clock.settle();

  const arn = BackupDetails!.BackupArn!;
  expect((await describeBackup(client, arn)).BackupDetails).toEqual({ ...BackupDetails, BackupStatus: 'AVAILABLE' });
  const { TableDescription } = await restoreBackup(client, arn, TableName);
  expect(TableDescription).toMatchObject({
    TableStatus: 'CREATING',
    RestoreSummary: {
      SourceBackupArn: arn,
      SourceTableArn: `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}`,
      RestoreDateTime: new Date(START),
      RestoreInProgress: true,
    },
  });
  await cloud.clock.settle();
  expect(await readAll(client, TableName)).toEqual([order('1', 'ann'), order('2', 'bob')]);
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({ TableStatus: 'ACTIVE', ItemCount: 2, TableSizeBytes: 34 });
  expect(Table!.RestoreSummary).toBeUndefined();
  const { Items } = await client.send(
    new QueryCommand({
      TableName,
      IndexName: 'byCustomer',
      KeyConditionExpression: 'customer = :c',
      ExpressionAttributeValues: { ':c': { S: 'ann' } },
    }),
  );
  expect(Items).toEqual([order('1', 'ann')]);
});

test('large tables go page by page', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S', undefined, indexed);
  const items = Array.from({ length: 1203 }, (_, n) => order(`order ${n}`, `customer ${n % 7}`));
  await putAll(client, TableName, items);
  const arn = await backUp(client, TableName);
  await cloud.clock.settle();
  expect((await describeBackup(client, arn)).SourceTableDetails!.ItemCount).toBe(1203);
  await restoreBackup(client, arn, 'restored');
  await cloud.clock.settle();
  expect(await readAll(client, 'restored')).toEqual(await readAll(client, TableName));
  expect(await readAll(client, 'restored', 'byCustomer')).toHaveLength(1203);
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'restored' }));
  expect([Table!.ItemCount, Table!.GlobalSecondaryIndexes![0]!.ItemCount]).toEqual([1203, 1203]);
});

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeBackup.html
test('a backup tells of its table what can be told, and of a plain one little', async () => {
  await using cloud = await testCloud({ startAt: START });
  const client = dynamoDb(cloud);
  await createTable(client, 'plain', 'id:S');
  expect((await describeBackup(client, await backUp(client, 'plain'))).SourceTableFeatureDetails).toEqual({});

  await createTable(client, TableName, 'id:S', 'customer:S', {
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 4 },
    GlobalSecondaryIndexes: [
      { ...indexed.GlobalSecondaryIndexes[0]!, ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 2 } },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: 'local',
        KeySchema: [
          { AttributeName: 'id', KeyType: 'HASH' },
          { AttributeName: 'customer', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['n'] },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
    SSESpecification: { Enabled: true },
    Tags: [{ Key: 'stage', Value: 'test' }],
  });
  const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expires' };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  const description = await describeBackup(client, await backUp(client, TableName));
  expect(description.SourceTableDetails).toEqual({
    TableName,
    TableId: Table!.TableId,
    TableArn: Table!.TableArn,
    TableSizeBytes: 0,
    KeySchema: Table!.KeySchema,
    TableCreationDateTime: new Date(START),
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 4 },
    ItemCount: 0,
    BillingMode: 'PROVISIONED',
  });
  expect(description.SourceTableFeatureDetails).toEqual({
    LocalSecondaryIndexes: [
      {
        IndexName: 'local',
        KeySchema: Table!.LocalSecondaryIndexes![0]!.KeySchema,
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['n'] },
      },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byCustomer',
        KeySchema: Table!.GlobalSecondaryIndexes![0]!.KeySchema,
        Projection: { ProjectionType: 'ALL' },
        ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 2 },
      },
    ],
    StreamDescription: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
    TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' },
    SSEDescription: Table!.SSEDescription,
  });
});

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListBackups.html
test('backups are listed by table and time, in pages, by type and within times', async () => {
  await using cloud = await testCloud({ startAt: START });
  const client = dynamoDb(cloud);
  for (const name of ['alpha', 'beta']) await createTable(client, name, 'id:S');
  await enableRecovery(client, 'alpha');
  const arns: string[] = [];
  for (const name of ['beta', 'alpha', 'alpha', 'beta']) {
    arns.push(await backUp(client, name, 'same'));
    await cloud.clock.advance({ seconds: 1 });
  }
  await client.send(new DeleteTableCommand({ TableName: 'alpha' }));
  await cloud.clock.settle();
  const list = (input: ListBackupsCommandInput) => client.send(new ListBackupsCommand(input));
  const arnsOf = async (input: ListBackupsCommandInput) =>
    (await list(input)).BackupSummaries!.map(({ BackupArn }) => BackupArn);
  const sorted = [arns[1], arns[2], arns[0], arns[3]];
  expect(await arnsOf({})).toEqual(sorted);
  expect(await arnsOf({ TableName: 'alpha' })).toEqual([arns[1], arns[2]]);
  expect(await arnsOf({ TableName: 'nowhere' })).toEqual([]);
  expect(await arnsOf({ BackupType: 'AWS_BACKUP' })).toEqual([]);
  expect(await arnsOf({ BackupType: 'SYSTEM' })).toHaveLength(1);
  expect(await arnsOf({ BackupType: 'ALL' })).toHaveLength(5);
  const [from, to] = [new Date(START + 1000), new Date(START + 3000)];
  expect(await arnsOf({ TimeRangeLowerBound: from, TimeRangeUpperBound: to })).toEqual([arns[1], arns[2]]);

  const first = await list({ Limit: 3 });
  expect(first.LastEvaluatedBackupArn).toBe(arns[0]);
  const rest = await list({ Limit: 3, ExclusiveStartBackupArn: first.LastEvaluatedBackupArn });
  expect(rest.BackupSummaries!.map(({ BackupArn }) => BackupArn)).toEqual([arns[3]]);
  expect(rest.LastEvaluatedBackupArn).toBeUndefined();
  expect((await list({ Limit: 4 })).LastEvaluatedBackupArn).toBeUndefined();

  const [summary] = (await list({ TableName: 'beta' })).BackupSummaries!;
  expect(summary).toEqual({
    TableName: 'beta',
    TableId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    TableArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/beta',
    BackupArn: arns[0],
    BackupName: 'same',
    BackupCreationDateTime: new Date(START),
    BackupStatus: 'AVAILABLE',
    BackupType: 'USER',
    BackupSizeBytes: 0,
  });
  expect(await refusal(list({ TimeRangeLowerBound: to, TimeRangeUpperBound: from }))).toBe(
    'ValidationException: One or more parameter values were invalid: ' +
      'Time range lower bound must be less than or equal to upper bound',
  );
  expect(await refusal(list({ ExclusiveStartBackupArn: arns[0]!.replace('us-east-1', 'eu-west-1') }))).toBe(
    'ValidationException: Invalid Request: The supplied ExclusiveStartBackupArn does not match the region',
  );
  expect(await refusal(list({ BackupType: 'user' as 'USER' }))).toContain(
    "Value 'user' at 'backupType' failed to satisfy constraint: Member must satisfy enum value set:",
  );
  expect(await refusal(list({ Limit: 101 }))).toContain('Member must have value less than or equal to 100');
});

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteBackup.html
test('a deleted backup is gone at once, and other ARNs name none', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S');
  const arn = await backUp(client, TableName);
  await cloud.clock.settle();
  const remove = (BackupArn: string) => client.send(new DeleteBackupCommand({ BackupArn }));
  const { BackupDescription } = await remove(arn);
  expect(BackupDescription!.BackupDetails!.BackupStatus).toBe('DELETED');
  expect(BackupDescription!.SourceTableDetails!.TableName).toBe(TableName);
  const notFound = `BackupNotFoundException: Backup not found: ${arn}`;
  expect(await refusal(remove(arn))).toBe(notFound);
  expect(await refusal(describeBackup(client, arn))).toBe(notFound);
  expect(await refusal(restoreBackup(client, arn, 'restored'))).toBe(notFound);
  expect((await client.send(new ListBackupsCommand({}))).BackupSummaries).toEqual([]);

  const tableArn = arn.split('/backup/')[0]!;
  for (const attempt of [remove, (BackupArn: string) => restoreBackup(client, BackupArn, 'restored')]) {
    expect(await refusal(attempt(`${tableArn}-with-a-long-name`))).toBe('ValidationException: Invalid Backup ARN');
    expect(await refusal(attempt('x'.repeat(48)))).toBe('ValidationException: Invalid Backup ARN');
    const ofQueue = arn.replace(':dynamodb:', ':sqs:');
    expect(await refusal(attempt(ofQueue))).toBe('ValidationException: Invalid Request: BackupArn is not valid');
    const ofOther = arn.replace('000000000000', '111111111111');
    expect(await refusal(attempt(ofOther))).toBe('AccessDeniedException: Access is denied');
  }
  for (const arn of ['', 'arn:aws:x']) {
    expect(await refusal(remove(arn))).toBe('ValidationException: Invalid Backup ARN');
  }
});

test('backups want a table and a name', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  expect(await refusal(backUp(client, 'nowhere'))).toBe('TableNotFoundException: Table not found: nowhere');
  expect(await refusal(backUp(client, TableName, 'x'))).toContain(
    "Value 'x' at 'backupName' failed to satisfy constraint: Member must have length greater than or equal to 3",
  );
  expect(await refusal(backUp(client, TableName, 'a b c'))).toContain('[a-zA-Z0-9_.-]+');
});

test('while a table, a backup or a restore is on its way, DynamoDB says so', () =>
  slowly(testCloud, async (cloud) => {
    const client = dynamoDb(cloud);
    await createTable(client, TableName, 'id:S');
    expect(await refusal(backUp(client, TableName))).toBe(`TableNotFoundException: Table not found: ${TableName}`);
    await cloud.clock.advance({ seconds: 6 });
    const enabling = `ContinuousBackupsUnavailableException: Backups are being enabled for the table: ${TableName}. Please retry later`;
    expect(await refusal(backUp(client, TableName))).toBe(enabling);
    expect(await refusal(enableRecovery(client, TableName))).toBe(enabling);
    await cloud.clock.advance({ seconds: 6 });
    await client.send(new PutItemCommand({ TableName, Item: order('1', 'ann') }));

    const arn = await backUp(client, TableName);
    const remove = () => client.send(new DeleteBackupCommand({ BackupArn: arn }));
    expect((await describeBackup(client, arn)).BackupDetails!.BackupStatus).toBe('CREATING');
    const creating = `BackupInUseException: Backup is being created: ${arn}`;
    expect(await refusal(remove())).toBe(creating);
    expect(await refusal(restoreBackup(client, arn, 'restored'))).toBe(creating);
    await cloud.clock.advance({ seconds: 6 });
    expect(await refusal(restoreBackup(client, arn, TableName))).toBe(
      `TableAlreadyExistsException: Table already exists: ${TableName}`,
    );

    await restoreBackup(client, arn, 'restored');
    expect(await refusal(restoreBackup(client, arn, 'restored'))).toBe(
      `TableInUseException: Table: restored is already being restored from backup: ${arn}`,
    );
    expect(await refusal(restoreBackup(client, arn, 'another'))).toBe(
      `BackupInUseException: Backup is being used to restore another table: ${arn}`,
    );
    expect(await refusal(remove())).toBe(`BackupInUseException: Backup is being used to restore table: ${arn}`);
    expect(await refusal(backUp(client, 'restored'))).toBe('TableNotFoundException: Table not found: restored');
    expect(await refusal(createTable(client, 'restored', 'id:S'))).toBe(
      'ResourceInUseException: Table is being used: restored',
    );
    const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expires' };
    const restored = { TableName: 'restored' };
    const ResourceArn = arn.split('/backup/')[0]!.replace(TableName, 'restored');
    for (const attempt of [
      client.send(new UpdateTimeToLiveCommand({ ...restored, TimeToLiveSpecification })),
      client.send(new DescribeTimeToLiveCommand(restored)),
      client.send(new UpdateTableCommand({ ...restored, DeletionProtectionEnabled: true })),
      client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'stage', Value: 'test' }] })),
      client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['stage'] })),
      client.send(new ListTagsOfResourceCommand({ ResourceArn })),
    ]) {
      expect(await refusal(attempt)).toBe(
        'ResourceNotFoundException: Requested resource not found: Table: restored not found',
      );
    }
    expect(await refusal(client.send(new DeleteTableCommand({ TableName: 'restored' })))).toContain(
      'ResourceInUseException',
    );
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'restored' }));
    expect([Table!.TableStatus, Table!.RestoreSummary!.RestoreInProgress]).toEqual(['CREATING', true]);
    await cloud.clock.advance({ seconds: 6 });
    expect(await readAll(client, 'restored')).toEqual([order('1', 'ann')]);
    await remove();
  }));

test('fifty restores of an account run at once', () =>
  slowly(testCloud, async (cloud) => {
    const client = dynamoDb(cloud);
    await createTable(client, TableName, 'id:S');
    await cloud.clock.advance({ seconds: 11 });
    const arns = await Promise.all(Array.from({ length: 51 }, () => backUp(client, TableName)));
    await cloud.clock.advance({ seconds: 6 });
    const last = arns.pop()!;
    await Promise.all(arns.map((arn, n) => restoreBackup(client, arn, `restored-${n}`)));
    expect(await refusal(restoreBackup(client, last, 'one-more'))).toBe(
      'LimitExceededException: Subscriber limit exceeded: Only 50 restore operations can be done simultaneously',
    );
    await cloud.clock.advance({ seconds: 6 });
    await restoreBackup(client, last, 'one-more');
  }));

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html
test('of a deleted table with point-in-time recovery remains a system backup, for 35 days', async () => {
  await using cloud = await testCloud({ startAt: START });
  const client = dynamoDb(cloud);
  const listed = async () =>
    (await client.send(new ListBackupsCommand({ TableName, BackupType: 'SYSTEM' }))).BackupSummaries!;
  await createTable(client, TableName, 'id:S', undefined, indexed);
  await enableRecovery(client, TableName);
  await disableRecovery(client, TableName);
  await client.send(new DeleteTableCommand({ TableName }));
  expect(await listed()).toEqual([]);

  await createTable(client, TableName, 'id:S', undefined, indexed);
  await enableRecovery(client, TableName);
  await putAll(
    client,
    TableName,
    Array.from({ length: 700 }, (_, n) => order(`order ${n}`, 'ann')),
  );
  await client.send(new DeleteTableCommand({ TableName }));
  await cloud.clock.settle();
  const [backup] = await listed();
  const arn = `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}/backup/0${START}-00000000`;
  expect(backup).toMatchObject({
    BackupArn: arn,
    BackupName: `${TableName}$DeletedTableBackup`,
    BackupType: 'SYSTEM',
    BackupStatus: 'AVAILABLE',
    BackupExpiryDateTime: new Date(START + 35 * 86_400_000),
  });
  expect(await refusal(client.send(new DeleteBackupCommand({ BackupArn: arn })))).toBe(
    `ValidationException: Invalid Request: User is not allowed to delete the system backup with arn ${arn}. ` +
      'It will automatically expire on 2026-02-05T00:00:00.000Z',
  );
  await restoreBackup(client, arn, TableName);
  await cloud.clock.settle();
  expect(await readAll(client, TableName, 'byCustomer')).toHaveLength(700);
  await cloud.clock.advance({ days: 34 });
  expect(await listed()).toHaveLength(1);
  await cloud.clock.advance({ days: 1 });
  expect(await listed()).toEqual([]);
  expect(await refusal(describeBackup(client, arn))).toBe(`BackupNotFoundException: Backup not found: ${arn}`);
});
