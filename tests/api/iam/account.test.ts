import {
  AddUserToGroupCommand,
  CreateAccountAliasCommand,
  CreateGroupCommand,
  CreateUserCommand,
  DeleteAccountAliasCommand,
  IAMClient,
  ListAccountAliasesCommand,
  ListGroupsForUserCommand,
  UpdateGroupCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';

test('an account has one alias, which no other may take', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  const other = cloud.client(IAMClient, { credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' } });
  const list = async () => (await iam.send(new ListAccountAliasesCommand({}))).AccountAliases;
  expect(await list()).toEqual([]);
  await iam.send(new CreateAccountAliasCommand({ AccountAlias: 'first' }));
  await iam.send(new CreateAccountAliasCommand({ AccountAlias: 'second' }));
  expect(await list()).toEqual(['second']);
  await other.send(new CreateAccountAliasCommand({ AccountAlias: 'first' }));
  await expect(other.send(new CreateAccountAliasCommand({ AccountAlias: 'second' }))).rejects.toMatchObject({
    name: 'EntityAlreadyExistsException',
    message: 'The account alias second already exists.',
  });
  await iam.send(new DeleteAccountAliasCommand({ AccountAlias: 'second' }));
  await expect(iam.send(new DeleteAccountAliasCommand({ AccountAlias: 'second' }))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'The account alias with name second cannot be found.',
  });
});

test('a renamed group keeps its users', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  await iam.send(new CreateUserCommand({ UserName: 'alice' }));
  await iam.send(new CreateGroupCommand({ GroupName: 'old' }));
  await iam.send(new AddUserToGroupCommand({ UserName: 'alice', GroupName: 'old' }));
  await iam.send(new UpdateGroupCommand({ GroupName: 'old', NewGroupName: 'new', NewPath: '/team/' }));
  const { Groups } = await iam.send(new ListGroupsForUserCommand({ UserName: 'alice' }));
  expect(Groups).toMatchObject([{ GroupName: 'new', Arn: 'arn:aws:iam::000000000000:group/team/new' }]);
});
