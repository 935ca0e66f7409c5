import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeEndpointsCommand,
  DescribeLimitsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  ScanCommand,
  UpdateTableCommand,
  type CreateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, MUSIC, refusal } from './support.ts';

describe('CreateTable', () => {
  test('says CREATING, and the next DescribeTable ACTIVE', async () => {
    await using cloud = await testCloud();
    const client = dynamoDb(cloud);

    const { TableDescription: created } = await client.send(new CreateTableCommand(MUSIC));
    expect(created).toMatchObject({
      TableName: 'Music',
      TableStatus: 'CREATING',
      TableArn: 'arn:aws:dynamodb:us-east-1:000000000000:table/Music',
      KeySchema: MUSIC.KeySchema,
      AttributeDefinitions: MUSIC.AttributeDefinitions,
      ProvisionedThroughput: { NumberOfDecreasesToday: 0, ReadCapacityUnits: 5, WriteCapacityUnits: 6 },
      ItemCount: 0,
      TableSizeBytes: 0,
      DeletionProtectionEnabled: false,
    });
    expect(created?.TableId).toMatch(/^[0-9a-f-]{36}$/);
    expect(created?.CreationDateTime?.getTime()).toBe(cloud.clock.now());
    expect(created?.BillingModeSummary).toBeUndefined();

    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'Music' }));
    expect(Table).toEqual({ ...created, TableStatus: 'ACTIVE' });
  });

  test('on demand has a billing summary and no throughput', async () => {
    await using cloud = await testCloud();
    const client = dynamoDb(cloud);
    await createTable(client, 'orders', 'id:S');

    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'orders' }));
    expect(Table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
    expect(Table?.ProvisionedThroughput).toMatchObject({ ReadCapacityUnits: 0, WriteCapacityUnits: 0 });
  });

  test('a name is taken only once', async () => {
    await using cloud = await testCloud();
    const client = dynamoDb(cloud);
    await client.send(new CreateTableCommand(MUSIC));

    expect(await refusal(client.send(new CreateTableCommand(MUSIC)))).toBe(
      'ResourceInUseException: Table already exists: Music',
    );
  });

  test('keeps its settings', async () => {
    await using cloud = await testCloud();
    const client = dynamoDb(cloud);
    await createTable(client, 'settings', 'id:S', undefined, {
      TableClass: 'STANDARD_INFREQUENT_ACCESS',
      DeletionProtectionEnabled: true,
      SSESpecification: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: 'alias/mine' },
      OnDemandThroughput: { MaxReadRequestUnits: 10, MaxWriteRequestUnits: 5 },
    });

    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'settings' }));
    expect(Table).toMatchObject({
      TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
      DeletionProtectionEnabled: true,
      SSEDescription: {
        Status: 'ENABLED',
        SSEType: 'KMS',
        KMSMasterKeyArn: 'arn:aws:kms:us-east-1:000000000000:alias/mine',
      },
      OnDemandThroughput: { MaxReadRequestUnits: 10, MaxWriteRequestUnits: 5 },
    });
  });

  const INVALID = 'ValidationException: One or more parameter values were invalid: ';
  const refused: readonly [string, Partial<CreateTableCommandInput>, string][] = [
    [
      'no throughput',
      { ProvisionedThroughput: undefined },
      `${INVALID}ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED`,
    ],
    [
      'throughput on demand',
      { BillingMode: 'PAY_PER_REQUEST' },
      `${INVALID}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`,
    ],
    [
      'a key without a definition',
      { AttributeDefinitions: [{ AttributeName: 'Artist', AttributeType: 'S' }] },
      'ValidationException: Invalid KeySchema: Some index key attribute have no definition',
    ],
    [
      'a key that another definition does not define',
      {
        AttributeDefinitions: [
          { AttributeName: 'Artist', AttributeType: 'S' },
          { AttributeName: 'Year', AttributeType: 'N' },
        ],
      },
      `${INVALID}Some index key attributes are not defined in AttributeDefinitions. Keys: [Artist, SongTitle], AttributeDefinitions: [Artist, Year]`,
    ],
    [
      'one attribute for both keys',
      {
        KeySchema: [
          { AttributeName: 'Artist', KeyType: 'HASH' },
          { AttributeName: 'Artist', KeyType: 'RANGE' },
        ],
      },
      'ValidationException: Both the Hash Key and the Range Key element in the KeySchema have the same name',
    ],
    [
      'a range key first',
      {
        KeySchema: [
          { AttributeName: 'Artist', KeyType: 'RANGE' },
          { AttributeName: 'SongTitle', KeyType: 'HASH' },
        ],
      },
      'ValidationException: Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
    ],
    [
      'two hash keys',
      {
        KeySchema: [
          { AttributeName: 'Artist', KeyType: 'HASH' },
          { AttributeName: 'SongTitle', KeyType: 'HASH' },
        ],
      },
      'ValidationException: Invalid KeySchema: The second KeySchemaElement is not a RANGE key type',
    ],
    [
      'a definition that no key uses',
      { KeySchema: [{ AttributeName: 'Artist', KeyType: 'HASH' }] },
      `${INVALID}Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions`,
    ],
    [
      'three keys',
      {
        KeySchema: [
          { AttributeName: 'a', KeyType: 'HASH' },
          { AttributeName: 'b', KeyType: 'RANGE' },
          { AttributeName: 'c', KeyType: 'RANGE' },
        ],
      },
      "ValidationException: 1 validation error detected: Value '[KeySchemaElement(attributeName=a, keyType=HASH), KeySchemaElement(attributeName=b, keyType=RANGE), KeySchemaElement(attributeName=c, keyType=RANGE)]' at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2",
    ],
    [
      'one attribute defined twice',
      {
        AttributeDefinitions: [
          { AttributeName: 'Artist', AttributeType: 'S' },
          { AttributeName: 'Artist', AttributeType: 'N' },
        ],
      },
      'ValidationException: Attribute Name is duplicated: Artist',
    ],
    [
      'the view of a stream that is off',
      { StreamSpecification: { StreamEnabled: false, StreamViewType: 'NEW_IMAGE' } },
      `${INVALID}Table is being created with a stream disabled, UpdateViewType should not be specified`,
    ],
    [
      'a key for no encryption',
      { SSESpecification: { Enabled: false, KMSMasterKeyId: 'mine' } },
      `${INVALID}KMSMasterKeyId can not be specified if Enabled is false`,
    ],
    [
      'limits of requests with provisioned capacity',
      { OnDemandThroughput: { MaxReadRequestUnits: 5 } },
      `${INVALID}MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED`,
    ],
    [
      'an unknown table class',
      { TableClass: 'COLD' as 'STANDARD' },
      'ValidationException: Invalid table-class parameter provided. Please try again with a valid table-class value: [STANDARD, STANDARD_INFREQUENT_ACCESS].',
    ],
    [
      'a name that is too short',
      { TableName: 'ab' },
      "ValidationException: 1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    ],
    [
      'a throughput out of bounds',
      { ProvisionedThroughput: { ReadCapacityUnits: 1_000_000_000_001, WriteCapacityUnits: 1 } },
      'ValidationException: Given value 1000000000001 for ReadCapacityUnits is out of bounds',
    ],
  ];
  test.each(refused)('refuses %s', async (_what, change, expected) => {
    await using cloud = await testCloud();
    expect(await refusal(dynamoDb(cloud).send(new CreateTableCommand({ ...MUSIC, ...change })))).toBe(expected);
  });
});

describe('DescribeTable', () => {
  test('counts items and their bytes', async () => {
    await using cloud = await testCloud();
    const client = dynamoDb(cloud);
    await createTable(client, 'orders', 'id:S');
    await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'a' }, n: { N: '12' } } }));
    await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'b' } } }));
    await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'b' } } }));

    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'orders' }));
    // "id" + "a", "n" + two digits; "id" + "b"
    expect(Table).toMatchObject({ ItemCount: 2, TableSizeBytes: 6 + 3 });
  });

  test('takes an ARN', async () => {
    await using cloud = await testCloud();
    const client = dynamoDb(cloud);
    await createTable(client, 'orders', 'id:S');
    const { Table } = await client.send(
      new DescribeTableCommand({ TableName: 'arn:aws:dynamodb:us-east-1:000000000000:table/orders' }),
    );
    expect(Table?.TableName).toBe('orders');
  });

  test('names the table that it does not find', async () => {
    await using cloud = await testCloud();
    expect(await refusal(dynamoDb(cloud).send(new DescribeTableCommand({ TableName: 'nowhere' })))).toBe(
      'ResourceNotFoundException: Requested resource not found: Table: nowhere not found',
    );
  });
});

test('ListTables pages in the order of names, per account and region', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  for (const name of ['ccc', 'aaa', 'bbb']) await createTable(client, name, 'id:S');

  expect(await client.send(new ListTablesCommand({ Limit: 2 }))).toMatchObject({
    TableNames: ['aaa', 'bbb'],
    LastEvaluatedTableName: 'bbb',
  });
  const rest = await client.send(new ListTablesCommand({ ExclusiveStartTableName: 'bbb' }));
  expect(rest.TableNames).toEqual(['ccc']);
  expect(rest.LastEvaluatedTableName).toBeUndefined();

  const elsewhere = cloud.client(client.constructor as new (config: object) => typeof client, { region: 'eu-west-1' });
  expect((await elsewhere.send(new ListTablesCommand({}))).TableNames).toEqual([]);
});

describe('DeleteTable', () => {
  test('frees the name, and a table made again starts empty', async () => {
    await using cloud = await testCloud();
    const client = dynamoDb(cloud);
    await createTable(client, 'orders', 'id:S');
    await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'old' } } }));

    const { TableDescription } = await client.send(new DeleteTableCommand({ TableName: 'orders' }));
    expect(TableDescription).toMatchObject({ TableStatus: 'DELETING', ItemCount: 1 });
    expect(await refusal(client.send(new DescribeTableCommand({ TableName: 'orders' })))).toMatch(/not found$/);

    await createTable(client, 'orders', 'id:S');
    expect((await client.send(new ScanCommand({ TableName: 'orders' }))).Items).toEqual([]);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'orders' }));
    expect(Table).toMatchObject({ ItemCount: 0, TableSizeBytes: 0 });
  });

  test('is refused while the table is protected', async () => {
    await using cloud = await testCloud();
    const client = dynamoDb(cloud);
    await createTable(client, 'orders', 'id:S', undefined, { DeletionProtectionEnabled: true });

    expect(await refusal(client.send(new DeleteTableCommand({ TableName: 'orders' })))).toBe(
      'ValidationException: Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    );
    await client.send(new UpdateTableCommand({ TableName: 'orders', DeletionProtectionEnabled: false }));
    await client.send(new DeleteTableCommand({ TableName: 'orders' }));
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  });

  test('says when there is none', async () => {
    await using cloud = await testCloud();
    expect(await refusal(dynamoDb(cloud).send(new DeleteTableCommand({ TableName: 'nowhere' })))).toBe(
      'ResourceNotFoundException: Requested resource not found: Table: nowhere not found',
    );
  });
});

describe('with slow transitions', () => {
  test('a table cannot be used before it is ACTIVE, nor once it is DELETING', async () => {
    process.env['CIRRO_DYNAMODB_TRANSITION_MS'] = '5000';
    try {
      await using cloud = await testCloud();
      const client = dynamoDb(cloud);
      const status = async () =>
        (await client.send(new DescribeTableCommand({ TableName: 'orders' }))).Table?.TableStatus;
      await createTable(client, 'orders', 'id:S');

      expect(await status()).toBe('CREATING');
      const get = () => client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'a' } } }));
      expect(await refusal(get())).toBe('ResourceNotFoundException: Requested resource not found');
      expect(await refusal(client.send(new DeleteTableCommand({ TableName: 'orders' })))).toBe(
        'ResourceInUseException: Attempt to change a resource which is still in use: Table is being created: orders',
      );

      await cloud.clock.advance({ seconds: 5 });
      expect(await status()).toBe('ACTIVE');
      await get();

      await client.send(new UpdateTableCommand({ TableName: 'orders', DeletionProtectionEnabled: false }));
      expect(await status()).toBe('UPDATING');
      await get();
      await cloud.clock.advance({ seconds: 5 });

      await client.send(new DeleteTableCommand({ TableName: 'orders' }));
      expect(await status()).toBe('DELETING');
      const put = client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'a' } } }));
      expect(await refusal(put)).toBe('ResourceNotFoundException: Requested resource not found');
      expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['orders']);

      await cloud.clock.advance({ seconds: 5 });
      expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    } finally {
      delete process.env['CIRRO_DYNAMODB_TRANSITION_MS'];
    }
  });
});

test('DescribeLimits, DescribeEndpoints and DescribeTimeToLive answer', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'orders', 'id:S');

  expect(await client.send(new DescribeLimitsCommand({}))).toMatchObject({ TableMaxReadCapacityUnits: 40_000 });
  const { Endpoints } = await client.send(new DescribeEndpointsCommand({}));
  expect(Endpoints).toEqual([{ Address: new URL(cloud.endpoint).host, CachePeriodInMinutes: 1440 }]);
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: 'orders' }));
  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'DISABLED' });
});
