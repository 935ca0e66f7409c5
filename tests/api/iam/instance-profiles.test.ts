import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  GetInstanceProfileCommand,
  IAMClient,
  ListInstanceProfilesForRoleCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';

test('an instance profile holds one role, which it must lose before either is deleted', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  const trust = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' } };
  await iam.send(new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const profile = { InstanceProfileName: 'machines' };
  const both = { ...profile, RoleName: 'worker' };
  await iam.send(new CreateInstanceProfileCommand(profile));
  await iam.send(new AddRoleToInstanceProfileCommand(both));
  const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand(profile));
  expect(InstanceProfile).toMatchObject({
    Arn: 'arn:aws:iam::000000000000:instance-profile/machines',
    InstanceProfileId: expect.stringMatching(/^AIPA/),
    Roles: [{ RoleName: 'worker' }],
  });
  await expect(iam.send(new AddRoleToInstanceProfileCommand(both))).rejects.toMatchObject({
    name: 'LimitExceededException',
    message: 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
  });
  const conflict = {
    name: 'DeleteConflictException',
    message: 'Cannot delete entity, must remove roles from instance profile first.',
  };
  await expect(iam.send(new DeleteRoleCommand({ RoleName: 'worker' }))).rejects.toMatchObject(conflict);
  await expect(iam.send(new DeleteInstanceProfileCommand(profile))).rejects.toMatchObject(conflict);
  const { InstanceProfiles } = await iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: 'worker' }));
  expect(InstanceProfiles).toHaveLength(1);

  await iam.send(new RemoveRoleFromInstanceProfileCommand(both));
  await iam.send(new DeleteRoleCommand({ RoleName: 'worker' }));
  await iam.send(new DeleteInstanceProfileCommand(profile));
  await expect(iam.send(new GetInstanceProfileCommand(profile))).rejects.toMatchObject({
    name: 'NoSuchEntityException',
    message: 'Instance Profile machines cannot be found.',
  });
});
