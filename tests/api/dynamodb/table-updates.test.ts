import {
  CreateTableCommand,
  DescribeTableCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, MUSIC, refusal } from './support.ts';

describe('UpdateTable', () => {
  test('changes the throughput and remembers when', async () => {
    await using cloud = await testCloud();
    const client = dynamoDb(cloud);
    await client.send(new CreateTableCommand(MUSIC));

    const { TableDescription } = await client.send(
      new UpdateTableCommand({
        TableName: 'Music',
        ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 6 },
      }),
    );
    expect(TableDescription?.TableStatus).toBe('UPDATING');
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'Music' }));
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      ProvisionedThroughput: { ReadCapacityUnits: 3, WriteCapacityUnits: 6, NumberOfDecreasesToday: 1 },
    });
    expect(Table?.ProvisionedThroughput?.LastDecreaseDateTime).toBeInstanceOf(Date);
  });

  test('goes to on-demand and back', async () => {
    await using cloud = await testCloud();
    const client = dynamoDb(cloud);
    await client.send(new CreateTableCommand(MUSIC));

    await client.send(new UpdateTableCommand({ TableName: 'Music', BillingMode: 'PAY_PER_REQUEST' }));
    const { Table: onDemand } = await client.send(new DescribeTableCommand({ TableName: 'Music' }));
    expect(onDemand).toMatchObject({
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    });

    const ProvisionedThroughput = { ReadCapacityUnits: 1, WriteCapacityUnits: 2 };
    await client.send(
      new UpdateTableCommand({ TableName: 'Music', BillingMode: 'PROVISIONED', ProvisionedThroughput }),
    );
    const { Table: provisioned } = await client.send(new DescribeTableCommand({ TableName: 'Music' }));
    expect(provisioned).toMatchObject({ BillingModeSummary: { BillingMode: 'PROVISIONED' }, ProvisionedThroughput });
  });

  test('refuses a throughput that is no change, and no change at all', async () => {
    await using cloud = await testCloud();
    const client = dynamoDb(cloud);
    await client.send(new CreateTableCommand(MUSIC));

    const { ProvisionedThroughput } = MUSIC;
    const same = client.send(new UpdateTableCommand({ TableName: 'Music', ProvisionedThroughput }));
    expect(await refusal(same)).toMatch(
      /^ValidationException: The provisioned throughput for the table will not change\. The requested value equals the current value\./,
    );
    expect(await refusal(client.send(new UpdateTableCommand({ TableName: 'Music' })))).toBe(
      'ValidationException: At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required',
    );
  });
});

describe('UpdateTable changes one thing at a time', () => {
  const INVALID = 'ValidationException: One or more parameter values were invalid: ';
  test.each<[Partial<UpdateTableCommandInput>, string]>([
    [
      { SSESpecification: { Enabled: true }, DeletionProtectionEnabled: true },
      'Server-Side Encryption modification must be the only operation in the request',
    ],
    [
      { TableClass: 'STANDARD', BillingMode: 'PROVISIONED' },
      'TableClass modification must be the only operation in the request',
    ],
    [
      { DeletionProtectionEnabled: true, BillingMode: 'PAY_PER_REQUEST' },
      'DeletionProtection modification must be the only operation in the request',
    ],
    [{ SSESpecification: { Enabled: false } }, 'Table is already encrypted by default'],
    [
      { OnDemandThroughput: { MaxReadRequestUnits: 0 } },
      'Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range',
    ],
    [{ StreamSpecification: { StreamEnabled: true } }, 'If stream is being enabled then UpdateViewType is required'],
  ])('%o', async (change, expected) => {
    await using cloud = await testCloud();
    const client = dynamoDb(cloud);
    await createTable(client, 'orders', 'id:S');
    const call = client.send(new UpdateTableCommand({ TableName: 'orders', ...change }));
    expect(await refusal(call)).toBe(INVALID + expected);
  });
});
