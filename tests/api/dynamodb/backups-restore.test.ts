import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTagsOfResourceCommand,
  QueryCommand,
  UpdateTimeToLiveCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  type RestoreTableFromBackupCommandInput,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { backUp, enableRecovery, readAll, restoreBackup, restoreTo } from './backups-support.ts';
import { createTable, dynamoDb, putAll, refusal, type Item } from './support.ts';

const TableName = 'orders';
const units = (ReadCapacityUnits: number, WriteCapacityUnits = ReadCapacityUnits) => ({
  ReadCapacityUnits,
  WriteCapacityUnits,
});
const keys = (partition: string, sort?: string) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' as const }]),
];
const byStatus = {
  IndexName: 'byStatus',
  KeySchema: keys('status', 'id'),
  Projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: ['b', 'a'] },
};
const local = {
  IndexName: 'byAmount',
  KeySchema: keys('id', 'amount'),
  Projection: { ProjectionType: 'KEYS_ONLY' as const },
};
const attributes = (names: Record<string, 'S' | 'N'>) =>
  Object.entries(names).map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));

const provisioned: Partial<CreateTableCommandInput> = {
  BillingMode: 'PROVISIONED',
  ProvisionedThroughput: units(5, 4),
  AttributeDefinitions: attributes({ id: 'S', n: 'N', amount: 'N', status: 'S' }),
  GlobalSecondaryIndexes: [{ ...byStatus, ProvisionedThroughput: units(3, 2) }],
  LocalSecondaryIndexes: [local],
  TableClass: 'STANDARD_INFREQUENT_ACCESS',
  DeletionProtectionEnabled: true,
  SSESpecification: { Enabled: true },
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  Tags: [{ Key: 'stage', Value: 'test' }],
};
const onDemand: Partial<CreateTableCommandInput> = {
  AttributeDefinitions: attributes({ id: 'S', n: 'N', amount: 'N', status: 'S' }),
  GlobalSecondaryIndexes: [byStatus],
  LocalSecondaryIndexes: [local],
  OnDemandThroughput: { MaxReadRequestUnits: 100, MaxWriteRequestUnits: 50 },
};

const order: Item = { id: { S: '1' }, n: { N: '1' }, amount: { N: '7' }, status: { S: 'open' }, a: { S: 'x' } };

async function described(client: DynamoDBClient, name: string) {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  return Table!;
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CreateBackup.html
test('a restored table has what makes it work, and none of its settings', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S', 'n:N', provisioned);
  await putAll(client, TableName, [order]);
  const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expires' };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  await enableRecovery(client, TableName);
  const arn = await backUp(client, TableName);
  await restoreTo(client, TableName, 'point');
  await cloud.clock.settle();
  await restoreBackup(client, arn, 'backup');
  await cloud.clock.settle();

  const old = await described(client, TableName);
  for (const name of ['point', 'backup']) {
    const table = await described(client, name);
    expect(table.TableId).not.toBe(old.TableId);
    expect(table).toMatchObject({
      TableStatus: 'ACTIVE',
      KeySchema: old.KeySchema,
      AttributeDefinitions: old.AttributeDefinitions,
      ProvisionedThroughput: units(5, 4),
      SSEDescription: old.SSEDescription,
      DeletionProtectionEnabled: false,
      GlobalSecondaryIndexes: [
        { ...byStatus, IndexStatus: 'ACTIVE', ItemCount: 1, ProvisionedThroughput: units(3, 2) },
      ],
      LocalSecondaryIndexes: [{ ...local, ItemCount: 1 }],
    });
    for (const member of ['StreamSpecification', 'LatestStreamArn', 'TableClassSummary', 'RestoreSummary'] as const) {
      expect(table[member], member).toBeUndefined();
    }
    const { Tags } = await client.send(new ListTagsOfResourceCommand({ ResourceArn: table.TableArn }));
    expect(Tags).toEqual([]);
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: name }));
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'DISABLED' });
    const { Items } = await client.send(
      new QueryCommand({
        TableName: name,
        IndexName: 'byStatus',
        KeyConditionExpression: '#s = :s',
        ExpressionAttributeNames: { '#s': 'status' },
        ExpressionAttributeValues: { ':s': { S: 'open' } },
      }),
    );
    expect(Items).toEqual([{ id: order['id'], n: order['n'], status: order['status'], a: order['a'] }]);
  }
});

describe('overrides', () => {
  test('billing, throughput, indexes and encryption may be others', async () => {
    await using cloud = await testCloud();
    const client = dynamoDb(cloud);
    await createTable(client, TableName, 'id:S', 'n:N', provisioned);
    await putAll(client, TableName, [order]);
    const arn = await backUp(client, TableName);
    await cloud.clock.settle();
    let restores = 0;
    const restored = async (overrides: Partial<RestoreTableFromBackupCommandInput>) => {
      const name = `restored-${restores++}`;
      await restoreBackup(client, arn, name, overrides);
      await cloud.clock.settle();
      expect(await readAll(client, name)).toEqual([order]);
      return described(client, name);
    };
    expect(await restored({ ProvisionedThroughputOverride: units(7) })).toMatchObject({
      ProvisionedThroughput: units(7),
      GlobalSecondaryIndexes: [{ ProvisionedThroughput: units(3, 2) }],
    });
    expect(
      await restored({
        BillingModeOverride: 'PAY_PER_REQUEST',
        OnDemandThroughputOverride: { MaxReadRequestUnits: 50, MaxWriteRequestUnits: 60 },
      }),
    ).toMatchObject({
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      ProvisionedThroughput: units(0),
      OnDemandThroughput: { MaxReadRequestUnits: 50, MaxWriteRequestUnits: 60 },
      GlobalSecondaryIndexes: [{ ProvisionedThroughput: units(0) }],
    });
    const renamed = await restored({
      GlobalSecondaryIndexOverride: [
        {
          ...byStatus,
          IndexName: 'renamed',
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a', 'b'] },
          ProvisionedThroughput: units(8),
        },
      ],
      LocalSecondaryIndexOverride: [],
    });
    expect(renamed.GlobalSecondaryIndexes).toMatchObject([{ IndexName: 'renamed', ProvisionedThroughput: units(8) }]);
    expect(renamed.LocalSecondaryIndexes).toBeUndefined();
    expect(renamed.AttributeDefinitions!.map(({ AttributeName }) => AttributeName)).toEqual(['id', 'n', 'status']);
    expect(await readAll(client, renamed.TableName!, 'renamed')).toHaveLength(1);
    const bare = await restored({
      GlobalSecondaryIndexOverride: [],
      LocalSecondaryIndexOverride: [],
      SSESpecificationOverride: { Enabled: false },
    });
    expect([bare.GlobalSecondaryIndexes, bare.LocalSecondaryIndexes, bare.SSEDescription]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('on demand, the limits of the table are restored', async () => {
    await using cloud = await testCloud();
    const client = dynamoDb(cloud);
    await createTable(client, TableName, 'id:S', 'n:N', onDemand);
    await enableRecovery(client, TableName);
    await restoreTo(client, TableName, 'restored');
    const WarmThroughput = { ReadUnitsPerSecond: 13_000, WriteUnitsPerSecond: 5000 };
    await restoreTo(client, TableName, 'unlimited', undefined, {
      OnDemandThroughputOverride: {},
      GlobalSecondaryIndexOverride: [{ ...byStatus, WarmThroughput }],
    });
    await restoreTo(client, TableName, 'provisioned', undefined, {
      BillingModeOverride: 'PROVISIONED',
      ProvisionedThroughputOverride: units(9),
      GlobalSecondaryIndexOverride: [{ ...byStatus, ProvisionedThroughput: units(8) }],
    });
    await cloud.clock.settle();
    expect((await described(client, 'restored')).OnDemandThroughput).toEqual(onDemand.OnDemandThroughput);
    expect((await described(client, 'unlimited')).OnDemandThroughput).toBeUndefined();
    expect((await described(client, 'unlimited')).GlobalSecondaryIndexes).toMatchObject([{ WarmThroughput }]);
    const table = await described(client, 'provisioned');
    expect(table.OnDemandThroughput).toBeUndefined();
    expect(table).toMatchObject({ ProvisionedThroughput: units(9) });
  });

  const notThere = (name: string) =>
    `Index ${name} does not match a secondary index that existed in the source table and cannot be created during the restore operation`;
  const PAY_PER_REQUEST = { BillingModeOverride: 'PAY_PER_REQUEST' } as const;
  const PROVISIONED = { BillingModeOverride: 'PROVISIONED', ProvisionedThroughputOverride: units(5) } as const;
  const indexUnits = { ...byStatus, ProvisionedThroughput: units(5) };

  test.each<[Partial<CreateTableCommandInput>, Partial<RestoreTableFromBackupCommandInput>, string]>([
    [
      onDemand,
      { ProvisionedThroughputOverride: units(5) },
      'Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED',
    ],
    [
      onDemand,
      { BillingModeOverride: 'PROVISIONED' },
      'Must override ProvisionedThroughput if BillingMode is overridden to PROVISIONED',
    ],
    [onDemand, PROVISIONED, 'Must specify provisioned throughput for index byStatus'],
    [
      onDemand,
      { OnDemandThroughputOverride: { MaxReadRequestUnits: 0 } },
      'Requested MaxReadRequestUnits for OnDemandThroughput is outside of valid range',
    ],
    [
      onDemand,
      { GlobalSecondaryIndexOverride: [indexUnits] },
      'Cannot override ProvisionedThroughput unless BillingMode is PROVISIONED for index byStatus',
    ],
    [
      provisioned,
      { ...PAY_PER_REQUEST, ProvisionedThroughputOverride: units(5) },
      'Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST',
    ],
    [
      provisioned,
      { ...PAY_PER_REQUEST, GlobalSecondaryIndexOverride: [indexUnits] },
      'Cannot override ProvisionedThroughput if BillingMode is overridden to PAY_PER_REQUEST for index byStatus',
    ],
    [
      provisioned,
      { OnDemandThroughputOverride: { MaxReadRequestUnits: 5 } },
      'Cannot override MaxReadRequestUnits for OnDemandThroughput unless BillingModeOverride is PAY_PER_REQUEST',
    ],
    [
      provisioned,
      { GlobalSecondaryIndexOverride: [byStatus] },
      'Must specify provisioned throughput for index byStatus',
    ],
    [
      provisioned,
      { GlobalSecondaryIndexOverride: [{ ...indexUnits, KeySchema: keys('status') }] },
      notThere('byStatus'),
    ],
    [
      provisioned,
      { LocalSecondaryIndexOverride: [{ ...local, IndexName: 'other', Projection: { ProjectionType: 'ALL' } }] },
      notThere('other'),
    ],
  ])('%#: %o refuses %o', async (table, overrides, expected) => {
    await using cloud = await testCloud();
    const client = dynamoDb(cloud);
    await createTable(client, TableName, 'id:S', 'n:N', table);
    await enableRecovery(client, TableName);
    const arn = await backUp(client, TableName);
    await cloud.clock.settle();
    const said = `ValidationException: Invalid Request: ${expected}`;
    expect(await refusal(restoreBackup(client, arn, 'restored', overrides))).toBe(said);
    expect(await refusal(restoreTo(client, TableName, 'restored', undefined, overrides))).toBe(said);
    expect(await refusal(described(client, 'restored'))).toContain('ResourceNotFoundException');
  });

  test('vector indexes are not here yet', async () => {
    await using cloud = await testCloud();
    const client = dynamoDb(cloud);
    await createTable(client, TableName, 'id:S');
    const arn = await backUp(client, TableName);
    await cloud.clock.settle();
    expect(await refusal(restoreBackup(client, arn, 'restored', { VectorIndexOverride: [] }))).toContain(
      'NotImplemented: Cirro does not implement VectorIndexOverride',
    );
  });
});

test('a restore crosses regions, if its encryption is named', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  const abroad = cloud.client(DynamoDBClient, { region: 'eu-west-1' });
  await createTable(client, TableName, 'id:S');
  await putAll(client, TableName, [{ id: { S: 'a' } }]);
  await enableRecovery(client, TableName);
  const arn = await backUp(client, TableName);
  await cloud.clock.settle();
  const source = { SourceTableArn: arn.split('/backup/')[0]! };
  const missing =
    'ValidationException: Invalid Request: sseSpecificationOverride must be provided for cross-region restores';
  expect(await refusal(restoreBackup(abroad, arn, 'backup'))).toBe(missing);
  expect(await refusal(restoreTo(abroad, undefined as unknown as string, 'point', undefined, source))).toBe(missing);
  expect(await refusal(restoreTo(abroad, TableName, 'point'))).toBe(
    `TableNotFoundException: Table not found: ${TableName}`,
  );
  const SSESpecificationOverride = { Enabled: true, SSEType: 'KMS' as const };
  await restoreBackup(abroad, arn, 'backup', { SSESpecificationOverride });
  await restoreTo(abroad, undefined as unknown as string, 'point', undefined, { ...source, SSESpecificationOverride });
  await cloud.clock.settle();
  for (const name of ['backup', 'point']) {
    expect(await readAll(abroad, name)).toEqual([{ id: { S: 'a' } }]);
    const { TableArn, SSEDescription } = await described(abroad, name);
    expect(TableArn).toBe(`arn:aws:dynamodb:eu-west-1:000000000000:table/${name}`);
    expect(SSEDescription!.KMSMasterKeyArn).toContain(':eu-west-1:');
  }
});
