import { createHash } from 'node:crypto';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetAccountSettingsCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { describe, expect, test } from 'vitest';
import { errorOf, testCloud } from '../../support/cloud.ts';
import { ECHO, createFunction, createRole, invoke, packageOf } from './support.ts';

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const answer = (value: string) => `export const handler = async () => '${value}';`;

describe('a new function', () => {
  test('is shown as AWS shows it', async () => {
    await using cloud = await testCloud();
    const zip = packageOf(ECHO);
    const created = await createFunction(cloud, ECHO, {
      Code: { ZipFile: zip },
      Environment: { Variables: { TABLE: 'orders' } },
      Description: 'echoes',
    });
    const expected = {
      FunctionName: 'f',
      FunctionArn: ARN,
      Runtime: 'nodejs20.x',
      Role: 'arn:aws:iam::000000000000:role/function-role',
      Handler: 'index.handler',
      CodeSize: zip.byteLength,
      CodeSha256: createHash('sha256').update(zip).digest('base64'),
      Description: 'echoes',
      Timeout: 3,
      MemorySize: 128,
      LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
      Version: '$LATEST',
      Environment: { Variables: { TABLE: 'orders' } },
      TracingConfig: { Mode: 'PassThrough' },
      PackageType: 'Zip',
      Architectures: ['x86_64'],
      EphemeralStorage: { Size: 512 },
      SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/f' },
    };
    expect(created).toMatchObject({ ...expected, State: 'Pending', StateReasonCode: 'Creating' });
    const lambda = cloud.client(LambdaClient);
    await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 5 }, { FunctionName: 'f' });
    const { Configuration, Code } = await lambda.send(new GetFunctionCommand({ FunctionName: 'f' }));
    expect(Configuration).toMatchObject({ ...expected, State: 'Active', LastUpdateStatus: 'Successful' });
    expect(Code?.RepositoryType).toBe('S3');
  });

  test('exists once', async () => {
    await using cloud = await testCloud();
    const { Role } = await createFunction(cloud, ECHO);
    expect(await errorOf(createFunction(cloud, ECHO, { Role: Role! }))).toMatchObject({
      name: 'ResourceConflictException',
      message: 'Function already exist: f',
      $metadata: { httpStatusCode: 409 },
    });
  });

  test('needs a role that Lambda may assume', async () => {
    await using cloud = await testCloud();
    const iam = cloud.client(IAMClient);
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    };
    await iam.send(new CreateRoleCommand({ RoleName: 'other', AssumeRolePolicyDocument: JSON.stringify(trust) }));
    for (const name of ['other', 'missing']) {
      const error = await errorOf(createFunction(cloud, ECHO, { Role: `arn:aws:iam::000000000000:role/${name}` }));
      expect(error).toMatchObject({
        name: 'InvalidParameterValueException',
        message: 'The role defined for the function cannot be assumed by Lambda.',
      });
    }
    const foreign = await errorOf(createFunction(cloud, ECHO, { Role: 'arn:aws:iam::111111111111:role/x' }));
    expect(foreign.message).toBe('Cross-account pass role is not allowed.');
  });

  test('needs a package', async () => {
    await using cloud = await testCloud();
    const Role = await createRole(cloud);
    const create = (ZipFile: Uint8Array) => errorOf(createFunction(cloud, '', { Role, Code: { ZipFile } }));
    expect((await create(new TextEncoder().encode('this is not a zip, only text'))).message).toBe(
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    );
    const lambda = cloud.client(LambdaClient);
    const { Functions } = await lambda.send(new ListFunctionsCommand({}));
    expect(Functions).toEqual([]);
  });

  test.each([
    [{ Handler: undefined }, /^Runtime and Handler are mandatory parameters/],
    [{ Runtime: 'nodejs1.x' as never }, /^Value nodejs1.x at 'runtime' failed .* or be a valid ARN$/],
    [{ Timeout: 901 }, /'901' at 'timeout' failed to satisfy constraint/],
    [{ MemorySize: 127 }, /Member must have value greater than or equal to 128/],
    [{ Environment: { Variables: { AWS_REGION: 'x' } } }, /Reserved keys used in this request: AWS_REGION$/],
    [{ Environment: { Variables: { LARGE: 'x'.repeat(4096) } } }, /exceeded the 4KB limit/],
    [{ Role: 'not-an-arn' }, /'not-an-arn' at 'role' failed to satisfy constraint/],
    [{ Code: { S3Bucket: 'bucket', S3Key: 'key' } }, /^Cirro does not implement function code from S3/],
    [{ Layers: ['arn:aws:lambda:us-east-1:000000000000:layer:l:1'] }, /^Cirro does not implement Lambda layers/],
  ])('is refused with %j', async (input, message) => {
    await using cloud = await testCloud();
    const Role = await createRole(cloud);
    // The SDK's types know that some of these are wrong.
    const error = await errorOf(createFunction(cloud, ECHO, { Role, ...(input as object) }));
    expect(error.message).toMatch(message);
  });
});

describe('a function', () => {
  test('is named by name and by ARN', async () => {
    await using cloud = await testCloud();
    await createFunction(cloud, ECHO);
    const lambda = cloud.client(LambdaClient);
    for (const FunctionName of ['f', '000000000000:function:f', ARN]) {
      const { FunctionArn } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      expect(FunctionArn).toBe(ARN);
    }
    const latest = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'f', Qualifier: '$LATEST' }));
    expect(latest.FunctionArn).toBe(`${ARN}:$LATEST`);
  });

  test('that is not there is not found', async () => {
    await using cloud = await testCloud();
    const lambda = cloud.client(LambdaClient);
    expect(await errorOf(lambda.send(new GetFunctionCommand({ FunctionName: 'f' })))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: ${ARN}`,
      Type: 'User',
      $metadata: { httpStatusCode: 404 },
    });
    await createFunction(cloud, ECHO);
    const error = await errorOf(lambda.send(new GetFunctionCommand({ FunctionName: 'f', Qualifier: 'live' })));
    expect(error.message).toBe(`Function not found: ${ARN}:live`);
  });

  test('runs its new code after an update', async () => {
    await using cloud = await testCloud();
    await createFunction(cloud, answer('one'));
    expect((await invoke(cloud, {})).result).toBe('one');

    const lambda = cloud.client(LambdaClient);
    const ZipFile = packageOf(answer('two'));
    const updated = await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile }));
    expect(updated.LastUpdateStatus).toBe('InProgress');
    await waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 5 }, { FunctionName: 'f' });
    expect((await invoke(cloud, {})).result).toBe('two');
  });

  test('stays as it is in a dry run, and for an older revision', async () => {
    await using cloud = await testCloud();
    const { RevisionId } = await createFunction(cloud, answer('one'));
    const lambda = cloud.client(LambdaClient);
    const ZipFile = packageOf(answer('two'));
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile, DryRun: true }));
    expect((await invoke(cloud, {})).result).toBe('one');

    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile, RevisionId }));
    const stale = new UpdateFunctionConfigurationCommand({ FunctionName: 'f', Timeout: 5, RevisionId });
    expect(await errorOf(lambda.send(stale))).toMatchObject({
      name: 'PreconditionFailedException',
      message:
        'The Revision Id provided does not match the latest Revision Id. ' +
        'Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
      $metadata: { httpStatusCode: 412 },
    });
  });

  test('sees its new environment after an update', async () => {
    await using cloud = await testCloud();
    const code = 'export const handler = async () => process.env.COLOR ?? null;';
    await createFunction(cloud, code, { Environment: { Variables: { COLOR: 'red' } } });
    expect((await invoke(cloud, {})).result).toBe('red');
    const lambda = cloud.client(LambdaClient);
    await lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: 'f',
        Environment: { Variables: { COLOR: 'blue' } },
        MemorySize: 256,
      }),
    );
    expect((await invoke(cloud, {})).result).toBe('blue');
    const { MemorySize, Timeout } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'f' }));
    expect({ MemorySize, Timeout }).toEqual({ MemorySize: 256, Timeout: 3 });
  });

  test('is gone once it is deleted, and its name is free', async () => {
    await using cloud = await testCloud();
    const { Role } = await createFunction(cloud, answer('one'));
    const lambda = cloud.client(LambdaClient);
    await lambda.send(new DeleteFunctionCommand({ FunctionName: 'f' }));
    expect((await errorOf(invoke(cloud, {}))).message).toBe(`Function not found: ${ARN}`);
    expect((await errorOf(lambda.send(new DeleteFunctionCommand({ FunctionName: 'f' })))).name).toBe(
      'ResourceNotFoundException',
    );
    await createFunction(cloud, answer('again'), { Role: Role! });
    expect((await invoke(cloud, {})).result).toBe('again');
  });
});

test('functions are listed page by page', async () => {
  await using cloud = await testCloud();
  const lambda = cloud.client(LambdaClient);
  const Role = await createRole(cloud);
  for (const name of ['c', 'a', 'b']) await createFunction(cloud, ECHO, { FunctionName: name, Role });
  const first = await lambda.send(new ListFunctionsCommand({ MaxItems: 2 }));
  const second = await lambda.send(new ListFunctionsCommand({ Marker: first.NextMarker! }));
  expect([...first.Functions!, ...second.Functions!].map((one) => one.FunctionName)).toEqual(['a', 'b', 'c']);
  expect(second.NextMarker).toBeUndefined();
  const { AccountUsage } = await lambda.send(new GetAccountSettingsCommand({}));
  expect(AccountUsage?.FunctionCount).toBe(3);
});

test('a published version stays what it was', async () => {
  await using cloud = await testCloud();
  await createFunction(cloud, answer('one'), { Publish: true });
  const lambda = cloud.client(LambdaClient);
  await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile: packageOf(answer('two')) }));
  await cloud.clock.advance({ seconds: 1 });

  expect((await invoke(cloud, {}, { Qualifier: '1' })).result).toBe('one');
  const latest = await invoke(cloud, {});
  expect(latest).toMatchObject({ result: 'two', ExecutedVersion: '$LATEST' });
  const published = await lambda.send(new PublishVersionCommand({ FunctionName: 'f', Description: 'second' }));
  expect(published).toMatchObject({ Version: '2', FunctionArn: `${ARN}:2`, Description: 'second' });
  expect((await invoke(cloud, {}, { FunctionName: 'f:2' })).ExecutedVersion).toBe('2');
  const again = await lambda.send(new PublishVersionCommand({ FunctionName: 'f' }));
  expect(again.Version).toBe('2');
  const { Versions } = await lambda.send(new ListVersionsByFunctionCommand({ FunctionName: 'f' }));
  expect(Versions?.map((version) => version.Version)).toEqual(['$LATEST', '1', '2']);

  await lambda.send(new DeleteFunctionCommand({ FunctionName: 'f', Qualifier: '1' }));
  expect((await errorOf(invoke(cloud, {}, { Qualifier: '1' }))).message).toBe(`Function not found: ${ARN}:1`);
  expect((await invoke(cloud, {})).result).toBe('two');
});

test('tags come and go', async () => {
  await using cloud = await testCloud();
  await createFunction(cloud, ECHO, { Tags: { env: 'test' } });
  const lambda = cloud.client(LambdaClient);
  await lambda.send(new TagResourceCommand({ Resource: ARN, Tags: { a: '1', b: '2' } }));
  await lambda.send(new UntagResourceCommand({ Resource: ARN, TagKeys: ['env', 'a'] }));
  expect((await lambda.send(new ListTagsCommand({ Resource: ARN }))).Tags).toEqual({ b: '2' });
  expect((await lambda.send(new GetFunctionCommand({ FunctionName: 'f' }))).Tags).toEqual({ b: '2' });
  const missing = await errorOf(lambda.send(new ListTagsCommand({ Resource: `${ARN}x` })));
  expect(missing.message).toBe(`Function not found: ${ARN}x`);
});

test('nothing is made of a bad name', async () => {
  await using cloud = await testCloud();
  const lambda = cloud.client(LambdaClient);
  const Role = await createRole(cloud);
  const error = await errorOf(
    lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'no spaces allowed',
        Role,
        Runtime: 'nodejs20.x',
        Handler: 'index.handler',
        Code: { ZipFile: packageOf(ECHO) },
      }),
    ),
  );
  expect(error.name).toBe('ValidationException');
  expect(error.message).toMatch(/^1 validation error detected: Value 'no spaces allowed' at 'functionName' failed/);
});
