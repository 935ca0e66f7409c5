import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteGroupCommand,
  DeleteUserCommand,
  DetachUserPolicyCommand,
  GetGroupCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListGroupsForUserCommand,
  ListUsersCommand,
  RemoveUserFromGroupCommand,
  UpdateAccessKeyCommand,
  UpdateUserCommand,
  waitUntilUserExists,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { testCloud, type TestCloud } from '../../support/cloud.ts';

const SQS = 'arn:aws:iam::aws:policy/AmazonSQSFullAccess';

async function newKey(iam: IAMClient, UserName: string) {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
}
const whoAmI = (cloud: TestCloud, credentials: object) =>
  cloud.client(STSClient, { credentials }).send(new GetCallerIdentityCommand({}));

test('a user is created, found, waited for, renamed and deleted', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  const { User } = await iam.send(new CreateUserCommand({ UserName: 'alice', Tags: [{ Key: 'team', Value: 'a' }] }));
  expect(User).toMatchObject({
    Arn: 'arn:aws:iam::000000000000:user/alice',
    UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
    Tags: [{ Key: 'team', Value: 'a' }],
  });
  expect((await waitUntilUserExists({ client: iam, maxWaitTime: 5 }, { UserName: 'alice' })).state).toBe('SUCCESS');
  await expect(iam.send(new CreateUserCommand({ UserName: 'alice' }))).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'User with name alice already exists.',
  });
  await iam.send(new UpdateUserCommand({ UserName: 'alice', NewUserName: 'bob', NewPath: '/team/' }));
  const { Users } = await iam.send(new ListUsersCommand({}));
  expect(Users).toMatchObject([
    { UserName: 'bob', UserId: User?.UserId, Arn: 'arn:aws:iam::000000000000:user/team/bob' },
  ]);
  await iam.send(new DeleteUserCommand({ UserName: 'bob' }));
  await expect(iam.send(new GetUserCommand({ UserName: 'bob' }))).rejects.toMatchObject({
    message: 'The user with name bob cannot be found.',
  });
});

test('an access key works at once, only with its secret, and until it is switched off', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  const { User } = await iam.send(new CreateUserCommand({ UserName: 'alice' }));
  const key = await newKey(iam, 'alice');
  expect(key).toEqual({
    accessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
    secretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
  });
  expect(await whoAmI(cloud, key)).toMatchObject({
    UserId: User?.UserId,
    Account: '000000000000',
    Arn: 'arn:aws:iam::000000000000:user/alice',
  });
  await expect(whoAmI(cloud, { ...key, secretAccessKey: 'wrong' })).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
    $metadata: { httpStatusCode: 403 },
  });

  const self = cloud.client(IAMClient, { credentials: key });
  expect((await self.send(new GetUserCommand({}))).User?.UserName).toBe('alice');
  const switchTo = (Status: 'Active' | 'Inactive') =>
    iam.send(new UpdateAccessKeyCommand({ UserName: 'alice', AccessKeyId: key.accessKeyId, Status }));
  await switchTo('Inactive');
  await expect(whoAmI(cloud, key)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  await switchTo('Active');
  await whoAmI(cloud, key);
});

test('a renamed user signs on under the new name', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  await iam.send(new CreateUserCommand({ UserName: 'alice' }));
  const key = await newKey(iam, 'alice');
  await whoAmI(cloud, key);
  await iam.send(new UpdateUserCommand({ UserName: 'alice', NewUserName: 'bob' }));
  expect((await whoAmI(cloud, key)).Arn).toBe('arn:aws:iam::000000000000:user/bob');
});

test('a deleted access key is refused; it does not become root', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  await iam.send(new CreateUserCommand({ UserName: 'alice' }));
  const key = await newKey(iam, 'alice');
  await whoAmI(cloud, key);
  await iam.send(new DeleteAccessKeyCommand({ UserName: 'alice', AccessKeyId: key.accessKeyId }));
  await expect(whoAmI(cloud, key)).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid.',
  });
  const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: 'alice' }));
  expect(AccessKeyMetadata).toEqual([]);
});

test('a user has two access keys at most', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  await iam.send(new CreateUserCommand({ UserName: 'alice' }));
  const keys = [await newKey(iam, 'alice'), await newKey(iam, 'alice')];
  await expect(newKey(iam, 'alice')).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for AccessKeysPerUser: 2',
  });
  const { AccessKeyMetadata } = await iam.send(new ListAccessKeysCommand({ UserName: 'alice' }));
  expect(AccessKeyMetadata?.map((key) => key.AccessKeyId).sort()).toEqual(keys.map((key) => key.accessKeyId).sort());
  await expect(iam.send(new DeleteUserCommand({ UserName: 'alice' }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
    message: 'Cannot delete entity, must delete access keys first.',
  });
  await expect(
    iam.send(new DeleteAccessKeyCommand({ UserName: 'alice', AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' })),
  ).rejects.toMatchObject({ message: 'The Access Key with id AKIAIOSFODNN7EXAMPLE cannot be found.' });
  await expect(iam.send(new ListAccessKeysCommand({}))).rejects.toMatchObject({
    name: 'ValidationError',
    message: 'Must specify userName when calling with non-User credentials',
  });
});

test('users come and go in groups', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  const { Group } = await iam.send(new CreateGroupCommand({ GroupName: 'developers' }));
  expect(Group).toMatchObject({
    Arn: 'arn:aws:iam::000000000000:group/developers',
    GroupId: expect.stringMatching(/^AGPA/),
  });
  await iam.send(new CreateUserCommand({ UserName: 'alice' }));
  const membership = { UserName: 'alice', GroupName: 'developers' };
  await iam.send(new AddUserToGroupCommand(membership));
  await iam.send(new AddUserToGroupCommand(membership));
  const { Users } = await iam.send(new GetGroupCommand({ GroupName: 'developers' }));
  expect(Users?.map((user) => user.UserName)).toEqual(['alice']);
  const { Groups } = await iam.send(new ListGroupsForUserCommand({ UserName: 'alice' }));
  expect(Groups?.map((group) => group.GroupName)).toEqual(['developers']);
  await expect(iam.send(new DeleteGroupCommand({ GroupName: 'developers' }))).rejects.toMatchObject({
    name: 'DeleteConflictException',
  });
  await iam.send(new RemoveUserFromGroupCommand(membership));
  await iam.send(new DeleteGroupCommand({ GroupName: 'developers' }));
  await expect(iam.send(new GetGroupCommand({ GroupName: 'developers' }))).rejects.toMatchObject({
    message: 'The group with name developers cannot be found.',
  });
});

test('policies of a user must go before the user does', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  await iam.send(new CreateUserCommand({ UserName: 'alice' }));
  await iam.send(new AttachUserPolicyCommand({ UserName: 'alice', PolicyArn: SQS }));
  await expect(iam.send(new DeleteUserCommand({ UserName: 'alice' }))).rejects.toMatchObject({
    message: 'Cannot delete entity, must detach all policies first.',
  });
  await iam.send(new DetachUserPolicyCommand({ UserName: 'alice', PolicyArn: SQS }));
  await iam.send(new DeleteUserCommand({ UserName: 'alice' }));
});
