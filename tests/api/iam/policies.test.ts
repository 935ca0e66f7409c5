import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteUserPermissionsBoundaryCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetUserCommand,
  IAMClient,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  PutUserPermissionsBoundaryCommand,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';

const allowing = (Action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const ARN = 'arn:aws:iam::000000000000:policy/queues';

const create = (iam: IAMClient, more: object = {}) =>
  iam.send(new CreatePolicyCommand({ PolicyName: 'queues', PolicyDocument: allowing('sqs:*'), ...more }));
const addVersion = (iam: IAMClient, SetAsDefault: boolean) =>
  iam.send(new CreatePolicyVersionCommand({ PolicyArn: ARN, PolicyDocument: allowing('sqs:Get*'), SetAsDefault }));
const versions = async (iam: IAMClient) =>
  (await iam.send(new ListPolicyVersionsCommand({ PolicyArn: ARN }))).Versions?.map(
    ({ VersionId, IsDefaultVersion }) => `${VersionId}${IsDefaultVersion ? '*' : ''}`,
  );

test('a policy is created, found and deleted', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  const { Policy } = await create(iam, { Description: 'queues' });
  expect(Policy).toMatchObject({
    Arn: ARN,
    PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/),
    DefaultVersionId: 'v1',
    AttachmentCount: 0,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
  });
  const { Policy: found } = await iam.send(new GetPolicyCommand({ PolicyArn: ARN }));
  expect(found).toMatchObject({ Description: 'queues', PolicyId: Policy?.PolicyId, Tags: [] });
  await expect(create(iam)).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'A policy called queues already exists. Duplicate names are not allowed.',
  });
  await iam.send(new DeletePolicyCommand({ PolicyArn: ARN }));
  await expect(iam.send(new GetPolicyCommand({ PolicyArn: ARN }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: `Policy ${ARN} was not found.`,
  });
});

test('a policy has five versions, one of them the default', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  await create(iam);
  await addVersion(iam, true);
  for (let more = 0; more < 3; more++) await addVersion(iam, false);
  expect(await versions(iam)).toEqual(['v5', 'v4', 'v3', 'v2*', 'v1']);
  await expect(addVersion(iam, false)).rejects.toMatchObject({
    name: 'LimitExceededException',
    message:
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
  });
  const drop = (VersionId: string) => iam.send(new DeletePolicyVersionCommand({ PolicyArn: ARN, VersionId }));
  await expect(drop('v2')).rejects.toMatchObject({
    name: 'DeleteConflictException',
    message: 'Cannot delete the default version of a policy.',
  });
  await expect(drop('v9')).rejects.toMatchObject({
    message: `Policy ${ARN} version v9 does not exist or is not attachable.`,
  });
  await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn: ARN, VersionId: 'v1' }));
  await drop('v5');
  expect((await addVersion(iam, false)).PolicyVersion?.VersionId).toBe('v6');
  expect(await versions(iam)).toEqual(['v6', 'v4', 'v3', 'v2', 'v1*']);
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: ARN, VersionId: 'v2' }));
  expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(allowing('sqs:Get*'));
  await expect(iam.send(new DeletePolicyCommand({ PolicyArn: ARN }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
  });
});

test('a policy knows whom it is attached to, and stays while it is', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  await create(iam);
  const trust = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' } };
  await iam.send(new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'worker', PolicyArn: ARN }));
  const { PolicyRoles, PolicyUsers } = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn: ARN }));
  expect(PolicyRoles).toMatchObject([{ RoleName: 'worker', RoleId: expect.stringMatching(/^AROA/) }]);
  expect(PolicyUsers ?? []).toEqual([]);
  expect((await iam.send(new GetPolicyCommand({ PolicyArn: ARN }))).Policy?.AttachmentCount).toBe(1);
  await expect(iam.send(new DeletePolicyCommand({ PolicyArn: ARN }))).rejects.toMatchObject({
    message: 'Cannot delete a policy attached to entities.',
  });
  await iam.send(new DetachRolePolicyCommand({ RoleName: 'worker', PolicyArn: ARN }));
  await iam.send(new DeletePolicyCommand({ PolicyArn: ARN }));
});

test('a policy bounds what a user may do', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  await create(iam);
  await iam.send(new CreateUserCommand({ UserName: 'alice' }));
  await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'alice', PermissionsBoundary: ARN }));
  const { User } = await iam.send(new GetUserCommand({ UserName: 'alice' }));
  expect(User?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(ARN);
  expect((await iam.send(new GetPolicyCommand({ PolicyArn: ARN }))).Policy?.PermissionsBoundaryUsageCount).toBe(1);
  await expect(iam.send(new DeletePolicyCommand({ PolicyArn: ARN }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
  });
  await iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName: 'alice' }));
  await iam.send(new DeletePolicyCommand({ PolicyArn: ARN }));
});

test("AWS's own policies are there, with their documents, and cannot be changed", async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  const PolicyArn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  expect(Policy).toMatchObject({ PolicyId: 'ANPAJNCQGXC42545SKXIK', DefaultVersionId: 'v1', Path: '/service-role/' });
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
  expect(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? '')).Statement[0].Action).toContain(
    'logs:PutLogEvents',
  );
  await expect(iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({ name: 'AccessDenied' });
  const list = async (Scope: 'AWS' | 'Local') =>
    (await iam.send(new ListPoliciesCommand({ Scope, MaxItems: 1000 }))).Policies?.map((policy) => policy.PolicyName);
  expect(await list('AWS')).toContain('AWSLambdaBasicExecutionRole');
  expect(await list('Local')).toEqual([]);
});
