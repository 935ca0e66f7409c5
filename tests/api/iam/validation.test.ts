import { CreateRoleCommand, GetPolicyVersionCommand, IAMClient } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
});
const one = (constraint: string) => `1 validation error detected: Value at ${constraint}`;

test('inputs are refused in the words of IAM, which does not repeat the value', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  const create = (more: object) =>
    iam.send(new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument: trust, ...more }));
  const tags = (count: number) => Array.from({ length: count }, (_, index) => ({ Key: `key-${index}`, Value: '' }));

  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await expect(iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'latest' }))).rejects.toMatchObject({
    name: 'ValidationError',
    message: one(
      "'versionId' failed to satisfy constraint: Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?",
    ),
  });
  await expect(create({ Tags: tags(51) })).rejects.toMatchObject({
    message: one("'tags' failed to satisfy constraint: Member must have length less than or equal to 50"),
  });
  await expect(create({ Tags: [{ Key: 'k'.repeat(129), Value: '' }] })).rejects.toMatchObject({
    message: one("'tags.1.member.key' failed to satisfy constraint: Member must have length less than or equal to 128"),
  });
  await create({ Tags: tags(50) });
});
