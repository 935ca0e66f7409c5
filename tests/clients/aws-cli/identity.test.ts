import { expect } from 'vitest';
import { testWith } from '../../support/tools.ts';
import { awsCli, trust } from './support.ts';

const ACCOUNT = '000000000000';
const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }],
});

testWith('aws cli')('users: their keys say who calls', async () => {
  await using cli = await awsCli();
  const root = await cli.json('sts get-caller-identity');
  expect(root).toEqual({ UserId: ACCOUNT, Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:root` });

  const { User } = await cli.json('iam create-user --user-name ada');
  const { AccessKey } = await cli.json('iam create-access-key --user-name ada');
  const ada = cli.with(AccessKey);
  expect(await ada.json('sts get-caller-identity')).toEqual({ UserId: User.UserId, Account: ACCOUNT, Arn: User.Arn });

  const { Credentials } = await ada.json('sts get-session-token --duration-seconds 900');
  expect(await cli.with(Credentials).json('sts get-caller-identity')).toMatchObject({ Arn: User.Arn });
  expect(await cli.with({ ...AccessKey, SecretAccessKey: 'guessed' }).refusal('sts get-caller-identity')).toBe(
    '254: An error occurred (SignatureDoesNotMatch) when calling the GetCallerIdentity operation: ' +
      'The request signature we calculated does not match the signature you provided. ' +
      'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  );
});

testWith('aws cli')('roles: assumed, they call under their own name', async () => {
  await using cli = await awsCli();
  const create = 'iam create-role --role-name reader --assume-role-policy-document';
  const { Role } = await cli.json(create, trust({ AWS: ACCOUNT }));
  expect(await cli.refusal(create, trust({ AWS: ACCOUNT }))).toBe(
    '254: An error occurred (EntityAlreadyExists) when calling the CreateRole operation: ' +
      'Role with name reader already exists.',
  );
  const assume = `sts assume-role --role-session-name at-work --role-arn ${Role.Arn}`;
  const { Credentials, AssumedRoleUser } = await cli.json(assume);
  expect(AssumedRoleUser.Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/reader/at-work`);
  const session = cli.with(Credentials);
  expect(await session.json('sts get-caller-identity')).toEqual({
    UserId: `${Role.RoleId}:at-work`,
    Account: ACCOUNT,
    Arn: AssumedRoleUser.Arn,
  });
  expect(await session.json('sqs create-queue --queue-name theirs')).toHaveProperty('QueueUrl');
});

testWith('aws cli')('roles and users: policies are attached, embedded and listed', async () => {
  await using cli = await awsCli();
  await cli.json('iam create-role --role-name reader --assume-role-policy-document', trust({ AWS: ACCOUNT }));
  await cli.json('iam create-user --user-name ada');
  const { Policy } = await cli.json('iam create-policy --policy-name queues --policy-document', POLICY);
  await cli.json(`iam attach-role-policy --role-name reader --policy-arn ${Policy.Arn}`);
  await cli.json('iam attach-role-policy --role-name reader --policy-arn arn:aws:iam::aws:policy/AmazonSQSFullAccess');
  await cli.json(`iam attach-user-policy --user-name ada --policy-arn ${Policy.Arn}`);
  await cli.json('iam put-role-policy --role-name reader --policy-name own --policy-document', POLICY);

  const ofRole = await cli.run(
    'iam list-attached-role-policies --role-name reader --query AttachedPolicies[].PolicyName --output text',
  );
  expect(ofRole.stdout.trim().split('\t').toSorted()).toEqual(['AmazonSQSFullAccess', 'queues']);
  expect(await cli.json('iam list-attached-user-policies --user-name ada')).toEqual({
    AttachedPolicies: [{ PolicyName: 'queues', PolicyArn: Policy.Arn }],
  });
  expect(await cli.json('iam list-role-policies --role-name reader')).toEqual({ PolicyNames: ['own'] });
  const own = await cli.json('iam get-role-policy --role-name reader --policy-name own');
  expect(own.PolicyDocument).toEqual(JSON.parse(POLICY));
  expect(await cli.refusal('iam delete-role --role-name reader')).toMatch(
    /^254: An error occurred \(DeleteConflict\) when calling the DeleteRole operation: Cannot delete entity, must/,
  );
  expect(await cli.refusal('iam attach-user-policy --user-name ada --policy-arn arn:aws:iam::aws:policy/Nope')).toBe(
    '254: An error occurred (NoSuchEntity) when calling the AttachUserPolicy operation: ' +
      'Policy arn:aws:iam::aws:policy/Nope does not exist or is not attachable.',
  );
});

testWith('aws cli')('a profile of a config file names region, key and output', async () => {
  await using cli = await awsCli();
  // From 2.13 on the CLI reads endpoint_url too; the option, which every version knows, goes before it.
  cli.write(
    'config',
    `[profile shop]\nregion = eu-west-1\noutput = text\naws_access_key_id = 123456789012\n` +
      `aws_secret_access_key = any\nendpoint_url = ${cli.server.endpoint}\n`,
  );
  const { code, stdout } = await cli
    .as({ AWS_CONFIG_FILE: 'config', AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_DEFAULT_REGION: '' })
    .run('--profile shop sqs create-queue --queue-name orders');
  expect([code, stdout]).toEqual([0, `${cli.server.endpoint}/123456789012/orders\n`]);
  const other = cli.as({ AWS_ACCESS_KEY_ID: '123456789012' });
  expect(await other.json('sqs list-queues')).toBeUndefined();
  expect(await other.json('sqs list-queues --region eu-west-1')).toHaveProperty('QueueUrls');
});

testWith('aws cli')('with strict keys, only those that the cloud issued may call', async () => {
  await using cli = await awsCli('--auth', 'strict');
  expect(await cli.refusal('sqs list-queues')).toMatch(
    /^254: An error occurred \(InvalidClientTokenId\) .* The security token included in the request is invalid/,
  );
  expect(await cli.refusal('dynamodb list-tables')).toBe(
    '254: An error occurred (UnrecognizedClientException) when calling the ListTables operation: ' +
      'The security token included in the request is invalid.',
  );
  const printed = (name: string) => new RegExp(`${name}='?([^'\\s]+)`).exec(cli.server.output())![1]!;
  const root = cli.with({
    AccessKeyId: printed('AWS_ACCESS_KEY_ID'),
    SecretAccessKey: printed('AWS_SECRET_ACCESS_KEY'),
  });
  expect(await root.json('sts get-caller-identity')).toMatchObject({ Arn: `arn:aws:iam::${ACCOUNT}:root` });
  expect(await root.as({ AWS_SECRET_ACCESS_KEY: 'wrong' }).refusal('dynamodb list-tables')).toMatch(
    /^254: An error occurred \(InvalidSignatureException\) .* The request signature we calculated does not match/,
  );
});
