import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListRoleTagsCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  UpdateRoleDescriptionCommand,
  waitUntilRoleExists,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';

const trust = (service = 'lambda.amazonaws.com') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });
const inline = (action = 's3:GetObject') =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: action, Resource: '*' } });
const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

const create = (iam: IAMClient, RoleName: string, more: object = {}) =>
  iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust(), ...more }));

test('a role is created, found, waited for and listed', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  const { Role: created } = await create(iam, 'worker', { Path: '/team/', Description: 'works' });
  expect(created).toMatchObject({
    RoleName: 'worker',
    Path: '/team/',
    Arn: 'arn:aws:iam::000000000000:role/team/worker',
    RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
    CreateDate: new Date(Math.floor(cloud.clock.now() / 1000) * 1000),
  });
  expect(created?.MaxSessionDuration).toBeUndefined();

  const { Role: found } = await iam.send(new GetRoleCommand({ RoleName: 'worker' }));
  expect(found).toMatchObject({
    RoleId: created?.RoleId,
    MaxSessionDuration: 3600,
    RoleLastUsed: {},
    Description: 'works',
  });
  expect(found?.AssumeRolePolicyDocument).toMatch(/^%7B%22Version%22%3A%222012-10-17%22/);
  expect(decodeURIComponent(found?.AssumeRolePolicyDocument ?? '')).toBe(trust());
  expect((await waitUntilRoleExists({ client: iam, maxWaitTime: 5 }, { RoleName: 'worker' })).state).toBe('SUCCESS');

  await create(iam, 'another');
  const { Roles, IsTruncated } = await iam.send(new ListRolesCommand({}));
  expect(Roles?.map((role) => role.RoleName)).toEqual(['another', 'worker']);
  expect(IsTruncated).toBe(false);
  const { Roles: inPath } = await iam.send(new ListRolesCommand({ PathPrefix: '/team' }));
  expect(inPath?.map((role) => role.RoleName)).toEqual(['worker']);
});

test('pages go on where the last one ended', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  for (const name of ['c', 'a', 'd', 'b', 'e']) await create(iam, name);
  const names: (string | undefined)[][] = [];
  let Marker: string | undefined;
  do {
    const page = await iam.send(new ListRolesCommand({ MaxItems: 2, Marker }));
    names.push((page.Roles ?? []).map((role) => role.RoleName));
    Marker = page.Marker;
  } while (Marker !== undefined);
  expect(names).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  await expect(iam.send(new ListRolesCommand({ Marker: 'garbage' }))).rejects.toMatchObject({
    name: 'ValidationError',
  });
});

test('errors have the words of AWS', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  await create(iam, 'worker');
  await expect(create(iam, 'Worker')).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'Role with name Worker already exists.',
    $metadata: { httpStatusCode: 409 },
  });
  await expect(iam.send(new GetRoleCommand({ RoleName: 'nobody' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'The role with name nobody cannot be found.',
    $metadata: { httpStatusCode: 404 },
  });
  await expect(create(iam, 'x', { AssumeRolePolicyDocument: '{' })).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
    message: 'This policy contains invalid Json',
  });
  await expect(create(iam, 'bad name')).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringMatching(/^1 validation error detected: Value at 'roleName' failed to satisfy constraint/),
    $metadata: { httpStatusCode: 400 },
  });
  await expect(create(iam, 'x', { MaxSessionDuration: 60 })).rejects.toMatchObject({ name: 'ValidationError' });
  await expect(
    create(iam, 'x', { AssumeRolePolicyDocument: trust(`${'a'.repeat(2048)}.amazonaws.com`) }),
  ).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for ACLSizePerRole: 2048',
  });
});

test('users and roles that a trust policy names must exist', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  const trusting = (name: string) => {
    const Statement = { Effect: 'Allow', Principal: { AWS: name }, Action: 'sts:AssumeRole' };
    return { AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }) };
  };
  const worker = 'arn:aws:iam::000000000000:role/worker';
  await expect(create(iam, 'caller', trusting(worker))).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
    message: `Invalid principal in policy: "AWS":"${worker}"`,
  });
  await create(iam, 'worker');
  await create(iam, 'caller', trusting(worker));
  await create(iam, 'guest', trusting('arn:aws:iam::111122223333:role/unheard-of'));
});

test('managed policies are attached once, listed and detached', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  await create(iam, 'worker');
  const attach = () => iam.send(new AttachRolePolicyCommand({ RoleName: 'worker', PolicyArn: BASIC }));
  const detach = () => iam.send(new DetachRolePolicyCommand({ RoleName: 'worker', PolicyArn: BASIC }));
  const attached = async () =>
    (await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'worker' }))).AttachedPolicies;
  await attach();
  await attach();
  expect(await attached()).toEqual([{ PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn: BASIC }]);
  const { AttachedPolicies: elsewhere } = await iam.send(
    new ListAttachedRolePoliciesCommand({ RoleName: 'worker', PathPrefix: '/job-function/' }),
  );
  expect(elsewhere).toEqual([]);
  await expect(iam.send(new DeleteRoleCommand({ RoleName: 'worker' }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
    message: 'Cannot delete entity, must detach all policies first.',
  });
  await detach();
  expect(await attached()).toEqual([]);
  await expect(detach()).rejects.toMatchObject({ message: `Policy ${BASIC} was not found.` });
  await expect(
    iam.send(new AttachRolePolicyCommand({ RoleName: 'worker', PolicyArn: 'longpolicynamebutnoarn' })),
  ).rejects.toMatchObject({ name: 'ValidationError', message: 'ARN longpolicynamebutnoarn is not valid.' });
  await expect(
    iam.send(new AttachRolePolicyCommand({ RoleName: 'worker', PolicyArn: 'arn:aws:iam::aws:policy/NoSuchPolicy' })),
  ).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'Policy arn:aws:iam::aws:policy/NoSuchPolicy does not exist or is not attachable.',
  });
});

test('inline policies are put, read back as they were written, replaced and deleted', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  await create(iam, 'worker');
  const put = (PolicyDocument: string, PolicyName = 'read') =>
    iam.send(new PutRolePolicyCommand({ RoleName: 'worker', PolicyName, PolicyDocument }));
  await put(inline());
  await put(inline('s3:*'));
  await put(inline(), 'also');
  const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName: 'worker', PolicyName: 'read' }));
  expect(decodeURIComponent(PolicyDocument ?? '')).toBe(inline('s3:*'));
  expect(PolicyDocument).toContain('s3%3A%2A');
  const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName: 'worker' }));
  expect(PolicyNames).toEqual(['also', 'read']);
  await expect(put('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*"}]}')).rejects.toMatchObject({
    name: 'MalformedPolicyDocumentException',
    message: 'Policy statement must contain resources.',
  });
  await expect(put(inline(`s3:${'x'.repeat(10_240)}`))).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Maximum policy size of 10240 bytes exceeded for role worker',
  });
  await expect(iam.send(new DeleteRoleCommand({ RoleName: 'worker' }))).rejects.toMatchObject({
    message: 'Cannot delete entity, must delete policies first.',
  });
  for (const PolicyName of ['also', 'read']) {
    await iam.send(new DeleteRolePolicyCommand({ RoleName: 'worker', PolicyName }));
  }
  await expect(iam.send(new GetRolePolicyCommand({ RoleName: 'worker', PolicyName: 'read' }))).rejects.toMatchObject({
    message: 'The role policy with name read cannot be found.',
  });
  await iam.send(new DeleteRoleCommand({ RoleName: 'worker' }));
  await expect(iam.send(new GetRoleCommand({ RoleName: 'worker' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});

test('what a role is may change', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  await create(iam, 'worker', { Tags: [{ Key: 'team', Value: 'a' }] });
  await iam.send(new UpdateRoleCommand({ RoleName: 'worker', Description: 'x', MaxSessionDuration: 7200 }));
  await iam.send(new UpdateRoleDescriptionCommand({ RoleName: 'worker', Description: 'y' }));
  await iam.send(
    new UpdateAssumeRolePolicyCommand({ RoleName: 'worker', PolicyDocument: trust('states.amazonaws.com') }),
  );
  await iam.send(
    new TagRoleCommand({
      RoleName: 'worker',
      Tags: [
        { Key: 'team', Value: 'b' },
        { Key: 'stage', Value: 'dev' },
      ],
    }),
  );
  const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName: 'worker' }));
  expect(Tags).toEqual([
    { Key: 'stage', Value: 'dev' },
    { Key: 'team', Value: 'b' },
  ]);
  await iam.send(new UntagRoleCommand({ RoleName: 'worker', TagKeys: ['stage'] }));
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'worker' }));
  expect(Role).toMatchObject({ Description: 'y', MaxSessionDuration: 7200, Tags: [{ Key: 'team', Value: 'b' }] });
  expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(trust('states.amazonaws.com'));
});

test('roles belong to an account, and to no region', async () => {
  await using cloud = await testCloud();
  await create(cloud.client(IAMClient), 'worker');
  const elsewhere = cloud.client(IAMClient, { region: 'eu-west-1' });
  expect((await elsewhere.send(new GetRoleCommand({ RoleName: 'worker' }))).Role?.RoleName).toBe('worker');
  const stranger = cloud.client(IAMClient, { credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' } });
  await expect(stranger.send(new GetRoleCommand({ RoleName: 'worker' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
  });
});
