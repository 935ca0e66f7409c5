import {
  CreateTableCommand,
  DeleteResourcePolicyCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  GetResourcePolicyCommand,
  PutResourcePolicyCommand,
  type DynamoDBClient,
  type PutResourcePolicyCommandInput,
} from '@aws-sdk/client-dynamodb';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { expect, onTestFinished, test, vi } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, refusal } from './support.ts';

const ACCOUNT = '000000000000';
const ARN = `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/shared`;
const NOT_FOUND = 'PolicyNotFoundException: Resource-based policy not found for the provided ResourceArn: ';
const INVALID = 'ValidationException: One or more parameter values were invalid: ';
const DOCUMENT = `${INVALID}Invalid policy document: `;

const statement = (more: object = {}) => ({
  Effect: 'Allow',
  Principal: { AWS: '111122223333' },
  Action: ['dynamodb:GetItem'],
  Resource: [ARN],
  ...more,
});
const policy = (...statements: object[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.length > 0 ? statements : [statement()],
  });
const reading = policy();
const writing = policy(statement({ Action: 'dynamodb:PutItem' }));

const put = (client: DynamoDBClient, Policy: string, more: Partial<PutResourcePolicyCommandInput> = {}) =>
  client.send(new PutResourcePolicyCommand({ ResourceArn: ARN, Policy, ...more }));
const get = (client: DynamoDBClient, ResourceArn = ARN) => client.send(new GetResourcePolicyCommand({ ResourceArn }));
const remove = (client: DynamoDBClient, ExpectedRevisionId?: string, ResourceArn = ARN) =>
  client.send(
    new DeleteResourcePolicyCommand({
      ResourceArn,
      ...(ExpectedRevisionId === undefined ? {} : { ExpectedRevisionId }),
    }),
  );

async function sharedTable(cloud: Awaited<ReturnType<typeof testCloud>>): Promise<DynamoDBClient> {
  const client = dynamoDb(cloud);
  await createTable(client, 'shared', 'id:S');
  return client;
}

test('a policy is put, read and removed', async () => {
  await using cloud = await testCloud();
  const client = await sharedTable(cloud);
  expect(await refusal(get(client))).toBe(`${NOT_FOUND}${ARN}`);
  expect((await remove(client)).RevisionId).toBeUndefined();

  const { RevisionId } = await put(client, reading);
  const shown = await get(client);
  expect(shown.RevisionId).toBe(RevisionId);
  expect(shown.Policy).toBe(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},' +
      `"Action":"dynamodb:GetItem","Resource":"${ARN}"}]}`,
  );
  expect((await remove(client)).RevisionId).toBe(RevisionId);
  expect(await refusal(get(client))).toBe(`${NOT_FOUND}${ARN}`);
  expect((await remove(client)).RevisionId).toBe(RevisionId);
});

test('a policy that means the same keeps its revision, another one gets a later one', async () => {
  await using cloud = await testCloud();
  const client = await sharedTable(cloud);
  const first = await put(client, reading);
  const again = await put(client, JSON.stringify(JSON.parse(reading), undefined, 2));
  expect(again.RevisionId).toBe(first.RevisionId);
  expect((await put(client, (await get(client)).Policy!)).RevisionId).toBe(first.RevisionId);

  const second = await put(client, writing);
  expect(Number(second.RevisionId)).toBeGreaterThan(Number(first.RevisionId));
  await remove(client);
  expect(Number((await put(client, writing)).RevisionId)).toBeGreaterThan(Number(second.RevisionId));
});

test('a change can be made to depend on the revision that was seen', async () => {
  await using cloud = await testCloud();
  const client = await sharedTable(cloud);
  expect(await refusal(put(client, reading, { ExpectedRevisionId: '1' }))).toBe(
    `${NOT_FOUND}Requested update for policy with revision id 1, but table shared has no associated policy.`,
  );
  const { RevisionId: first } = await put(client, reading, { ExpectedRevisionId: 'NO_POLICY' });
  expect(await refusal(put(client, writing, { ExpectedRevisionId: 'NO_POLICY' }))).toBe(
    `${NOT_FOUND}Requested policy update expecting none to be present for table shared, but a policy exists with revision id ${first}.`,
  );
  const { RevisionId: second } = await put(client, writing, { ExpectedRevisionId: first! });
  const outdated = `${NOT_FOUND}Requested update for policy with revision id ${first}, but the policy associated to target table shared has revision id ${second}.`;
  expect(await refusal(put(client, reading, { ExpectedRevisionId: first! }))).toBe(outdated);
  expect(await refusal(remove(client, first))).toBe(outdated);
  expect((await get(client)).RevisionId).toBe(second);
  await remove(client, second);
  await put(client, writing, { ExpectedRevisionId: 'NO_POLICY' });
});

test('a table may be made with a policy', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  const invalid = createTable(client, 'shared', 'id:S', undefined, { ResourcePolicy: '{"Version":"2012-10-17"}' });
  expect(await refusal(invalid)).toBe(`${DOCUMENT}Missing required field Statement`);
  await createTable(client, 'shared', 'id:S', undefined, { ResourcePolicy: reading });
  const { RevisionId } = await get(client);
  expect((await put(client, reading)).RevisionId).toBe(RevisionId);
});

test('a stream has a policy of its own', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'shared', 'id:S', undefined, {
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
  });
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'shared' }));
  const ResourceArn = Table!.LatestStreamArn!;
  const ofStream = policy(statement({ Action: 'dynamodb:GetRecords', Resource: ResourceArn }));
  const { RevisionId } = await put(client, ofStream, { ResourceArn });
  expect((await get(client, ResourceArn)).RevisionId).toBe(RevisionId);
  expect(await refusal(get(client))).toBe(`${NOT_FOUND}${ARN}`);
  await put(client, reading);
  expect((await get(client, ResourceArn)).Policy).toContain('GetRecords');

  expect(await refusal(put(client, reading, { ResourceArn }))).toBe(
    `${DOCUMENT}The following action names are invalid: "dynamodb:GetItem"`,
  );
  const older = `${ARN}/stream/2000-01-01T00:00:00.000`;
  expect(await refusal(get(client, older))).toBe(
    'ResourceNotFoundException: Requested resource not found: Stream: 2000-01-01T00:00:00.000 not found for Table: shared',
  );

  await client.send(new DeleteTableCommand({ TableName: 'shared' }));
  expect(await refusal(get(client, ResourceArn))).toBe(`${NOT_FOUND}${ResourceArn}`);
});

test('a policy goes with its table', async () => {
  await using cloud = await testCloud();
  const client = await sharedTable(cloud);
  await put(client, reading);
  await client.send(new DeleteTableCommand({ TableName: 'shared' }));
  const gone = 'ResourceNotFoundException: Requested resource not found: Table: shared not found';
  expect(await refusal(get(client))).toBe(gone);
  expect(await refusal(put(client, reading))).toBe(gone);
  expect(await refusal(remove(client))).toBe(gone);
  await createTable(client, 'shared', 'id:S');
  expect(await refusal(get(client))).toBe(`${NOT_FOUND}${ARN}`);
});

test('only ARNs of the own tables and streams are taken', async () => {
  await using cloud = await testCloud();
  const client = await sharedTable(cloud);
  const of = (arn: string) => refusal(get(client, arn));
  expect(await of('shared')).toBe(`${INVALID}ARNs must start with 'arn:': shared`);
  expect(await of(ARN.replace(ACCOUNT, '111122223333'))).toBe(
    'ValidationException: This action is only supported by accounts that match the resource owner’s account.',
  );
  const elsewhere = ARN.replace('us-east-1', 'eu-west-1');
  expect(await of(elsewhere)).toBe(`${INVALID}Invalid resource Arn: ${elsewhere}`);
  const china = ARN.replace('aws', 'aws-cn');
  expect(await of(china)).toBe(`${INVALID}Invalid resource Arn: ${china}`);
  expect(await of(`${ARN}/index/byName`)).toBe(
    `${INVALID}Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${ARN}/index/byName`,
  );
  expect(await of(`${ARN}/backup/0170`)).toBe(
    `${INVALID}Provided Arn is not a DynamoDB resource arn: ${ARN}/backup/0170`,
  );
});

test('a policy must not be larger than 20 KB', async () => {
  await using cloud = await testCloud();
  const client = await sharedTable(cloud);
  await put(client, reading.padEnd(20_480));
  expect(await refusal(put(client, reading.padEnd(20_481)))).toBe(
    `${INVALID}Maximum policy size of 20480 bytes exceeded`,
  );
});

test('a policy names users and roles that there are', async () => {
  await using cloud = await testCloud();
  const client = await sharedTable(cloud);
  const role = `arn:aws:iam::${ACCOUNT}:role/reader`;
  const named = policy(statement({ Principal: { AWS: role } }));
  expect(await refusal(put(client, named))).toBe(`${INVALID}Invalid principal in policy document.`);
  await cloud.client(IAMClient).send(new CreateRoleCommand({ RoleName: 'reader', AssumeRolePolicyDocument: trust }));
  await put(client, named);
});

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

test('nobody locks himself out without saying so', async () => {
  await using cloud = await testCloud();
  const client = await sharedTable(cloud);
  const locked = policy(statement({ Effect: 'Deny', Principal: '*', Action: 'dynamodb:PutResourcePolicy' }));
  expect(await refusal(put(client, locked))).toBe(
    'AccessDeniedException: The new resource policy will not allow you to update the resource policy in the future.',
  );
  await put(client, locked, { ConfirmRemoveSelfResourceAccess: true });
  await put(client, policy(statement({ Effect: 'Deny', Principal: '*', Action: 'dynamodb:DeleteResourcePolicy' })));
  const table = {
    TableName: 'other',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    ResourcePolicy: policy(
      statement({ Effect: 'Deny', Principal: '*', Action: 'dynamodb:PutResourcePolicy', Resource: '*' }),
    ),
  } as const;
  expect(
    await refusal(
      client.send(
        new CreateTableCommand({
          ...table,
          KeySchema: [...table.KeySchema],
          AttributeDefinitions: [...table.AttributeDefinitions],
        }),
      ),
    ),
  ).toMatch(/^AccessDeniedException/);
});

test('where changes take their time, the next one has to wait', async () => {
  vi.stubEnv('CIRRO_DYNAMODB_TRANSITION_MS', '1000');
  onTestFinished(() => void vi.unstubAllEnvs());
  await using cloud = await testCloud();
  const client = await sharedTable(cloud);
  expect(await refusal(put(client, reading))).toBe(
    'ResourceNotFoundException: Requested resource not found: Table: shared not found',
  );
  await cloud.clock.advance(1000);
  const { RevisionId } = await put(client, reading);
  expect(await refusal(remove(client))).toBe(
    'ResourceInUseException: Attempt to change a resource which is still in use: Table is pending previous resource-based policy update: shared',
  );
  await cloud.clock.advance(1000);
  expect((await put(client, reading)).RevisionId).toBe(RevisionId);
  const nextAt = new Date(Number(RevisionId) + 15_000).toISOString();
  expect(await refusal(put(client, writing))).toBe(
    `ThrottlingException: Resource-based policy for table shared modified within the previous 15000 milliseconds. Please try again after ${nextAt}.`,
  );
  await cloud.clock.advance(14_000);
  await put(client, writing);

  await client.send(new DeleteTableCommand({ TableName: 'shared' }));
  expect((await get(client)).Policy).toContain('PutItem');
  await put(client, writing);
  expect(await refusal(remove(client))).toBe(
    'ResourceInUseException: Attempt to change a resource which is still in use: Table is being deleted: shared',
  );
});
