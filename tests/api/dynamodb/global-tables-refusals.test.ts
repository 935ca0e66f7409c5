import {
  CreateGlobalTableCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeGlobalTableCommand,
  DescribeGlobalTableSettingsCommand,
  GetItemCommand,
  ListGlobalTablesCommand,
  PutItemCommand,
  UpdateGlobalTableCommand,
  UpdateGlobalTableSettingsCommand,
  UpdateTableCommand,
  type DynamoDBClient,
  type UpdateTableCommandInput,
} from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test, vi } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import {
  addReplica,
  describe,
  EAST,
  IRELAND,
  replicasOf,
  TableName,
  update,
  WEST,
  worldOf,
} from './global-tables-support.ts';
import { createTable, refusal } from './support.ts';

afterEach(() => vi.unstubAllEnvs());

const change = (client: DynamoDBClient, input: Partial<UpdateTableCommandInput>) =>
  refusal(client.send(new UpdateTableCommand({ TableName, ...input })));
const deleteTable = (client: DynamoDBClient) => client.send(new DeleteTableCommand({ TableName }));
const protect = (client: DynamoDBClient, DeletionProtectionEnabled: boolean) =>
  client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled }));

const IN_USE = 'ResourceInUseException: The resource which you are attempting to change is in use.';
const EXISTS =
  `ValidationException: Failed to create a the new replica of table with name: ‘${TableName}’ ` +
  'because one or more replicas already existed as tables.';
const NO_MEMBER = (region: string) =>
  'ValidationException: Update global table operation failed because one or more replicas were not part of the global table. ' +
  `Please retry the request without these replicas: [${region}].`;
const LOCAL =
  'ValidationException: Cannot add or delete the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as required.';
const SOURCE =
  'ValidationException: Replica cannot be deleted because it has acted as a source region for new replica(s) being added to the table in the last 24 hours.';

test('replicas are named by regions that there are, and that are not the table’s own', async () => {
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S');
  expect(await refusal(update(world[EAST], { Create: { RegionName: EAST } }))).toBe(LOCAL);
  expect(await refusal(update(world[EAST], { Delete: { RegionName: EAST } }))).toBe(LOCAL);
  for (const region of ['us-fake-1', 'EU-WEST-1']) {
    expect(await refusal(update(world[EAST], { Create: { RegionName: region } }))).toContain(
      `ValidationException: Region ${region} is not supported. The latest version of global tables are only supported ` +
        'in the following regions: [ap-south-2, ap-south-1, eu-south-1, eu-south-2, me-central-1, ',
    );
  }
  expect(await refusal(update(world[WEST], { Create: { RegionName: EAST } }))).toBe(
    `ResourceNotFoundException: Requested resource not found: Table: ${TableName} not found`,
  );
});

test('a replica is added once, and never in the place of a table that is there', async () => {
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S');
  await createTable(world[IRELAND], TableName, 'id:S');
  expect(await refusal(update(world[EAST], { Create: { RegionName: IRELAND } }))).toBe(EXISTS);
  await addReplica(cloud, world[EAST], WEST);
  expect(await refusal(update(world[EAST], { Create: { RegionName: WEST } }))).toBe(EXISTS);
  expect(
    await refusal(
      world[WEST].send(
        new CreateTableCommand({
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        }),
      ),
    ),
  ).toBe(`ResourceInUseException: Table already exists: ${TableName}`);
});

test('only replicas are updated and deleted', async () => {
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S');
  expect(await refusal(update(world[EAST], { Delete: { RegionName: WEST } }))).toBe(NO_MEMBER(WEST));
  await addReplica(cloud, world[EAST], WEST);
  expect(await refusal(update(world[EAST], { Delete: { RegionName: IRELAND } }))).toBe(NO_MEMBER(IRELAND));
  const TableClassOverride = 'STANDARD' as const;
  expect(await refusal(update(world[EAST], { Update: { RegionName: IRELAND, TableClassOverride } }))).toBe(
    NO_MEMBER(IRELAND),
  );
  const ProvisionedThroughputOverride = { ReadCapacityUnits: 5 };
  expect(await refusal(update(world[EAST], { Update: { RegionName: WEST, ProvisionedThroughputOverride } }))).toBe(
    'ValidationException: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
  );
});

test('a change of replicas is the only one in its request', async () => {
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S');
  const ReplicaUpdates = [{ Create: { RegionName: WEST } }];
  const others: Partial<UpdateTableCommandInput>[] = [
    { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } },
    { BillingMode: 'PROVISIONED', ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
    { SSESpecification: { Enabled: true } },
    { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
    { DeletionProtectionEnabled: true },
  ];
  for (const other of others) {
    expect(await change(world[EAST], { ReplicaUpdates, ...other })).toBe(
      'ValidationException: One or more parameter values were invalid: Replica modification must be the only operation in the request',
    );
  }
  expect(await change(world[EAST], { MultiRegionConsistency: 'EVENTUAL' })).toContain(
    'ReplicaTransitRoleArn, DeletionProtectionEnabled, OnDemandThroughput',
  );
  expect(await change(world[EAST], { ReplicaUpdates, MultiRegionConsistency: 'STRONG' })).toBe(
    'NotImplemented: Cirro does not implement MultiRegionConsistency STRONG of DynamoDB tables yet.',
  );
  await world[EAST].send(new UpdateTableCommand({ TableName, ReplicaUpdates, MultiRegionConsistency: 'EVENTUAL' }));
});

test('the stream of a replica cannot be changed, whatever its view', async () => {
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  const StreamSpecification = { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } as const;
  await createTable(world[EAST], TableName, 'id:S', undefined, { StreamSpecification });
  await addReplica(cloud, world[EAST], WEST);
  for (const region of [EAST, WEST] as const) {
    expect((await describe(world[region])).StreamSpecification).toEqual(StreamSpecification);
    expect(await change(world[region], { StreamSpecification: { StreamEnabled: false } })).toBe(
      'ValidationException: One or more parameter values were invalid: Disabling Stream is not allowed for a Global Table replica.',
    );
    expect(await change(world[region], { StreamSpecification })).toBe(
      `ValidationException: Table already has an enabled stream: TableName: ${TableName}`,
    );
  }
});

test('a table from which another was copied stays for a day, or until that one is gone', async () => {
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S');
  await addReplica(cloud, world[EAST], WEST);
  await addReplica(cloud, world[WEST], IRELAND);
  expect(await refusal(deleteTable(world[EAST]))).toBe(SOURCE);
  expect(await refusal(update(world[EAST], { Delete: { RegionName: WEST } }))).toBe(SOURCE);
  await update(world[EAST], { Delete: { RegionName: IRELAND } });
  await cloud.clock.settle();
  await update(world[EAST], { Delete: { RegionName: WEST } });
  await cloud.clock.settle();
  await deleteTable(world[EAST]);
});

test('after a day the table that was first may go, and the others stay a global table', async () => {
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S');
  for (const region of [WEST, IRELAND]) await addReplica(cloud, world[EAST], region);
  await cloud.clock.advance({ hours: 24 });
  const { TableDescription } = await deleteTable(world[EAST]);
  expect(TableDescription).toMatchObject({ TableStatus: 'DELETING', GlobalTableVersion: '2019.11.21' });
  await cloud.clock.settle();
  expect(replicasOf(await describe(world[WEST]))).toEqual([`${IRELAND} ACTIVE`]);
  await world[WEST].send(new PutItemCommand({ TableName, Item: { id: { S: 'a' } } }));
  await cloud.clock.settle();
  const { Item } = await world[IRELAND].send(new GetItemCommand({ TableName, Key: { id: { S: 'a' } } }));
  expect(Item).toEqual({ id: { S: 'a' } });
});

test('a replica’s own deletion protection holds against everybody', async () => {
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S');
  await addReplica(cloud, world[EAST], WEST);
  await protect(world[WEST], true);
  expect((await describe(world[EAST])).DeletionProtectionEnabled).toBe(false);
  const protectedText = `ValidationException: Cannot delete table ${TableName} in region ${WEST} because it has deletion protection enabled. Disable deletion protection first.`;
  expect(await refusal(update(world[EAST], { Delete: { RegionName: WEST } }))).toBe(protectedText);
  expect(await refusal(deleteTable(world[WEST]))).toBe(protectedText);
  await protect(world[WEST], false);
  await deleteTable(world[WEST]);
  await cloud.clock.settle();
  expect((await describe(world[EAST])).Replicas).toBeUndefined();
});

test('keys are of one kind, and each of its replica’s region', async () => {
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  const create = (KMSMasterKeyId?: string) =>
    refusal(update(world[EAST], { Create: { RegionName: WEST, ...(KMSMasterKeyId ? { KMSMasterKeyId } : {}) } }));
  const EACH =
    'ValidationException: One or more parameter values were invalid: KMSMasterKeyId must be specified for each replica.';
  await createTable(world[EAST], TableName, 'id:S');
  expect(await create('some-key')).toBe(EACH);
  const SSESpecification = { Enabled: true, SSEType: 'KMS' as const, KMSMasterKeyId: 'east-key' };
  await world[EAST].send(new UpdateTableCommand({ TableName, SSESpecification }));
  expect(await create()).toBe(EACH);
  expect(await create('alias/aws/dynamodb')).toBe(
    'ValidationException: One or more parameter values were invalid: All replica keys must either be Customer Managed CMK or AWS Managed CMK.',
  );
  expect(await create('arn:aws:kms:us-east-1:000000000000:key/east-key')).toBe(
    `ValidationException: KMS validation error for region ${WEST}: com.amazonaws.services.kms.model.NotFoundException: Invalid arn ${EAST}`,
  );
  await update(world[EAST], { Create: { RegionName: WEST, KMSMasterKeyId: 'west-key' } });
  await cloud.clock.settle();
  const [replica] = (await describe(world[EAST])).Replicas!;
  expect(replica!.KMSMasterKeyId).toBe(`arn:aws:kms:${WEST}:000000000000:key/west-key`);
  expect((await describe(world[WEST])).SSEDescription!.KMSMasterKeyArn).toBe(replica!.KMSMasterKeyId);
  expect(await refusal(update(world[EAST], { Update: { RegionName: WEST, KMSMasterKeyId: 'other' } }))).toBe(EACH);
});

test('while replicas come and go, nothing else changes', async () => {
  vi.stubEnv('CIRRO_DYNAMODB_TRANSITION_MS', '5000');
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S');
  await cloud.clock.advance({ seconds: 5 });
  await update(world[EAST], { Create: { RegionName: WEST } });
  await cloud.clock.settle();
  expect(await describe(world[EAST])).toMatchObject({ TableStatus: 'UPDATING' });
  expect(replicasOf(await describe(world[EAST]))).toEqual([`${WEST} CREATING`]);
  expect(await describe(world[WEST])).toMatchObject({ TableStatus: 'CREATING', GlobalTableVersion: '2019.11.21' });
  expect(await refusal(update(world[EAST], { Create: { RegionName: IRELAND } }))).toBe(IN_USE);
  expect(await change(world[EAST], { DeletionProtectionEnabled: true })).toBe(IN_USE);
  expect(await refusal(world[WEST].send(new PutItemCommand({ TableName, Item: { id: { S: 'a' } } })))).toBe(
    'ResourceNotFoundException: Requested resource not found',
  );
  await cloud.clock.advance({ seconds: 5 });
  expect(replicasOf(await describe(world[EAST]))).toEqual([`${WEST} ACTIVE`]);

  await update(world[EAST], { Delete: { RegionName: WEST } });
  expect(await describe(world[WEST])).toMatchObject({ TableStatus: 'DELETING' });
  expect(replicasOf(await describe(world[EAST]))).toEqual([`${WEST} DELETING`]);
  expect(await refusal(update(world[EAST], { Create: { RegionName: WEST } }))).toBe(IN_USE);
  await cloud.clock.advance({ seconds: 5 });
  expect((await describe(world[EAST])).Replicas).toBeUndefined();
  await update(world[EAST], { Create: { RegionName: WEST } });
});

test('a replica that does not hold everything yet is known to nobody but DescribeTable', async () => {
  vi.stubEnv('CIRRO_DYNAMODB_TRANSITION_MS', '5000');
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S');
  await cloud.clock.advance({ seconds: 5 });
  await update(world[EAST], { Create: { RegionName: WEST } });
  await cloud.clock.settle();
  expect(await describe(world[WEST])).not.toHaveProperty('StreamSpecification');
  expect(await refusal(deleteTable(world[WEST]))).toBe(
    `ResourceInUseException: Attempt to change a resource which is still in use: Table: ${TableName} is being used.`,
  );
  expect(await change(world[WEST], { DeletionProtectionEnabled: true })).toBe(
    `ResourceNotFoundException: Requested resource not found: Table: ${TableName} not found`,
  );
  expect(await refusal(update(world[WEST], { Create: { RegionName: IRELAND } }))).toBe(
    `ValidationException: Create/Update/Delete of replica is not allowed while the replica is being added to table with name: ${TableName} in region ${WEST}`,
  );
  expect(await refusal(deleteTable(world[EAST]))).toBe(SOURCE);
});

test('version 2017.11.29 of global tables is refused, and knows of none', async () => {
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S');
  await addReplica(cloud, world[EAST], WEST);
  const client = world[EAST];
  const GlobalTableName = TableName;
  const legacy =
    'ValidationException: One or more parameter values were invalid: DynamoDB global tables version 2017.11.29 is not supported. ' +
    'We recommend using DynamoDB global tables version 2019.11.21, instead of version 2017.11.29 (Legacy).';
  const unknown = `GlobalTableNotFoundException: Global table with name: '${TableName}' does not exist.`;
  const ReplicationGroup = [{ RegionName: EAST }];
  expect(await refusal(client.send(new CreateGlobalTableCommand({ GlobalTableName, ReplicationGroup })))).toBe(legacy);
  const updated = (ReplicaUpdates: object[]) =>
    refusal(client.send(new UpdateGlobalTableCommand({ GlobalTableName, ReplicaUpdates })));
  expect(await updated([{ Create: { RegionName: IRELAND } }])).toBe(legacy);
  expect(await updated([{ Delete: { RegionName: WEST } }])).toBe(unknown);
  expect(await updated([])).toBe('ValidationException: One or more parameter values were invalid');
  expect(await refusal(client.send(new DescribeGlobalTableCommand({ GlobalTableName })))).toBe(
    `GlobalTableNotFoundException: Global table not found: Global table with name: '${TableName}' does not exist.`,
  );
  expect(await refusal(client.send(new DescribeGlobalTableSettingsCommand({ GlobalTableName })))).toBe(unknown);
  expect(await refusal(client.send(new UpdateGlobalTableSettingsCommand({ GlobalTableName })))).toBe(unknown);
  expect((await client.send(new ListGlobalTablesCommand({}))).GlobalTables).toEqual([]);
});
