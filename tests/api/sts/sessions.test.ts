import { CreateAccessKeyCommand, CreateRoleCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
  type Credentials,
} from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { testCloud, type TestCloud } from '../../support/cloud.ts';

const ROLE = 'arn:aws:iam::000000000000:role/worker';

async function createRole(cloud: TestCloud, principal: unknown, more: object = {}) {
  const statement = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  const { Role } = await cloud
    .client(IAMClient)
    .send(new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument, ...more }));
  return Role!;
}
const assume = (sts: STSClient, more: object = {}) =>
  sts.send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'job', ...more }));
const clientOf = (cloud: TestCloud, credentials: Credentials | undefined) =>
  cloud.client(STSClient, {
    credentials: {
      accessKeyId: credentials?.AccessKeyId,
      secretAccessKey: credentials?.SecretAccessKey,
      sessionToken: credentials?.SessionToken,
    },
  });
const whoAmI = (sts: STSClient) => sts.send(new GetCallerIdentityCommand({}));

test.each([
  ['test', '000000000000'],
  ['123456789012', '123456789012'],
])('an unknown key %s is root of account %s', async (accessKeyId, account) => {
  await using cloud = await testCloud();
  const sts = cloud.client(STSClient, { credentials: { accessKeyId, secretAccessKey: 'anything' } });
  expect(await whoAmI(sts)).toMatchObject({
    UserId: account,
    Account: account,
    Arn: `arn:aws:iam::${account}:root`,
  });
});

test('a role’s session has a name, lasts an hour and then is over', async () => {
  await using cloud = await testCloud();
  const role = await createRole(cloud, { AWS: '000000000000' });
  const { Credentials: session, AssumedRoleUser, PackedPolicySize } = await assume(cloud.client(STSClient));
  const arn = 'arn:aws:sts::000000000000:assumed-role/worker/job';
  expect(AssumedRoleUser).toEqual({ AssumedRoleId: `${role.RoleId}:job`, Arn: arn });
  expect(PackedPolicySize).toBeUndefined();
  expect(session?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect(session?.Expiration?.getTime()).toBe(Math.floor(cloud.clock.now() / 1000) * 1000 + 3_600_000);

  const worker = clientOf(cloud, session);
  expect(await whoAmI(worker)).toMatchObject({ UserId: `${role.RoleId}:job`, Account: '000000000000', Arn: arn });
  await cloud.clock.advance({ minutes: 59 });
  await whoAmI(worker);
  await cloud.clock.advance({ minutes: 1 });
  const ended = { name: 'ExpiredToken', message: 'The security token included in the request is expired' };
  await expect(whoAmI(worker)).rejects.toMatchObject(ended);

  await cloud.clock.advance({ hours: 24 });
  await assume(cloud.client(STSClient));
  await expect(whoAmI(worker)).rejects.toMatchObject(ended);
});

test('a session without its token, or with another’s, is nobody', async () => {
  await using cloud = await testCloud();
  await createRole(cloud, { AWS: '000000000000' });
  const { Credentials: one } = await assume(cloud.client(STSClient));
  const { Credentials: other } = await assume(cloud.client(STSClient));
  const invalid = { name: 'InvalidClientTokenId', $metadata: { httpStatusCode: 403 } };
  await expect(whoAmI(clientOf(cloud, { ...one!, SessionToken: undefined }))).rejects.toMatchObject(invalid);
  await expect(whoAmI(clientOf(cloud, { ...one!, SessionToken: other!.SessionToken }))).rejects.toMatchObject(invalid);
});

test('a role that does not trust the caller, and one that is not there, are refused alike', async () => {
  await using cloud = await testCloud();
  await createRole(cloud, { Service: 'lambda.amazonaws.com' });
  const sts = cloud.client(STSClient);
  const refused = (arn: string) => ({
    name: 'AccessDenied',
    message: `User: arn:aws:iam::000000000000:root is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    $metadata: { httpStatusCode: 403 },
  });
  await expect(assume(sts)).rejects.toMatchObject(refused(ROLE));
  const missing = 'arn:aws:iam::000000000000:role/nobody';
  await expect(assume(sts, { RoleArn: missing })).rejects.toMatchObject(refused(missing));
  const misplaced = 'arn:aws:iam::000000000000:role/path/worker';
  await expect(assume(sts, { RoleArn: misplaced })).rejects.toMatchObject(refused(misplaced));
});

test('another account assumes a role that trusts it, and acts in the role’s', async () => {
  await using cloud = await testCloud();
  await createRole(cloud, { AWS: 'arn:aws:iam::111122223333:root' });
  const stranger = cloud.client(STSClient, { credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' } });
  const { Credentials } = await assume(stranger);
  expect((await whoAmI(clientOf(cloud, Credentials))).Account).toBe('000000000000');
  await expect(assume(cloud.client(STSClient))).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('sessions are as long as the role allows, and an hour when a role assumes a role', async () => {
  await using cloud = await testCloud();
  await createRole(cloud, { AWS: '000000000000' }, { MaxSessionDuration: 7200 });
  const sts = cloud.client(STSClient);
  await assume(sts, { DurationSeconds: 7200 });
  await expect(assume(sts, { DurationSeconds: 7201 })).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  });
  await expect(assume(sts, { DurationSeconds: 60 })).rejects.toMatchObject({ name: 'ValidationError' });
  const { Credentials } = await assume(sts);
  const chained = clientOf(cloud, Credentials);
  await assume(chained, { DurationSeconds: 3600 });
  await expect(assume(chained, { DurationSeconds: 7200 })).rejects.toMatchObject({
    message: 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  });
});

test('session policies are checked and measured', async () => {
  await using cloud = await testCloud();
  await createRole(cloud, { AWS: '000000000000' });
  const sts = cloud.client(STSClient);
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
  });
  expect((await assume(sts, { Policy })).PackedPolicySize).toBeGreaterThan(0);
  await expect(assume(sts, { Policy: '{}' })).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
});

test('what cannot be an ARN, a session name or tags is refused', async () => {
  await using cloud = await testCloud();
  await createRole(cloud, { AWS: '000000000000' });
  const sts = cloud.client(STSClient);
  await expect(assume(sts, { RoleArn: 'nothing-valid-in-here' })).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'nothing-valid-in-here is invalid',
  });
  await expect(assume(sts, { RoleArn: 'arn:aws:iam::000000000000:user/alice' })).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  await expect(assume(sts, { RoleSessionName: 'Session1:2' })).rejects.toMatchObject({
    name: 'ValidationError',
    message:
      "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: " +
      'Member must satisfy regular expression pattern: [\\w+=,.@-]*',
  });
  const Tags = [
    { Key: 'team', Value: 'a' },
    { Key: 'Team', Value: 'b' },
  ];
  await expect(assume(sts, { Tags })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  });
  await expect(assume(sts, { Tags: Tags.slice(1), TransitiveTagKeys: ['stage'] })).rejects.toMatchObject({
    message: 'The specified transitive tag key must be included in the requested tags.',
  });
  await assume(sts, { Tags: Tags.slice(1), TransitiveTagKeys: ['team'] });
});

test('a user exchanges the long-lived key for a session, once', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  await iam.send(new CreateUserCommand({ UserName: 'alice' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }));
  const alice = clientOf(cloud, { ...AccessKey!, SessionToken: undefined, Expiration: undefined });
  const { Credentials } = await alice.send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
  const session = clientOf(cloud, Credentials);
  expect((await whoAmI(session)).Arn).toBe('arn:aws:iam::000000000000:user/alice');
  await expect(session.send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: 'Cannot call GetSessionToken with session credentials',
  });
  const { Account } = await alice.send(new GetAccessKeyInfoCommand({ AccessKeyId: Credentials?.AccessKeyId }));
  expect(Account).toBe('000000000000');
});
