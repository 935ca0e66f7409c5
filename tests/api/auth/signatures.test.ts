import { request } from 'node:http';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import { expect, test } from 'vitest';
import { signedHeaders, testCloud, type TestCloud } from '../../support/cloud.ts';
import { Sha256 } from '../../support/sha256.ts';

const CALLS: [string, (cloud: TestCloud, config?: Record<string, unknown>) => Promise<unknown>][] = [
  ['dynamodb', (cloud, config) => cloud.client(DynamoDBClient, config).send(new ListTablesCommand({}))],
  ['sqs', (cloud, config) => cloud.client(SQSClient, config).send(new ListQueuesCommand({}))],
  ['lambda', (cloud, config) => cloud.client(LambdaClient, config).send(new ListFunctionsCommand({}))],
  ['sts', (cloud, config) => cloud.client(STSClient, config).send(new GetCallerIdentityCommand({}))],
];

async function newUserKey(cloud: TestCloud) {
  const iam = cloud.client(IAMClient);
  await iam.send(new CreateUserCommand({ UserName: 'alice' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }));
  return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
}

test.each(CALLS)('a key that Cirro issued opens %s, a wrong secret does not', async (_, call) => {
  await using cloud = await testCloud();
  const credentials = await newUserKey(cloud);
  await call(cloud, { credentials });
  await expect(call(cloud, { credentials: { ...credentials, secretAccessKey: 'wrong' } })).rejects.toMatchObject({
    name: expect.stringMatching(/^(InvalidSignatureException|SignatureDoesNotMatch)$/),
  });
});

test.each([
  ['dynamodb', 'UnrecognizedClientException', 400],
  ['lambda', 'UnrecognizedClientException', 403],
  ['sts', 'InvalidClientTokenId', 403],
] as const)('strictly, %s refuses a key that nobody issued', async (service, name, httpStatusCode) => {
  await using cloud = await testCloud({ auth: 'strict' });
  const call = CALLS.find(([one]) => one === service)![1];
  await expect(call(cloud)).rejects.toMatchObject({
    name,
    message: 'The security token included in the request is invalid.',
    $metadata: { httpStatusCode },
  });
});

test('strictly, the root key opens everything', async () => {
  await using cloud = await testCloud({ auth: 'strict' });
  const credentials = cloud.cloud.rootKey!;
  for (const [, call] of CALLS) await call(cloud, { credentials });
  const identity = await cloud.client(STSClient, { credentials }).send(new GetCallerIdentityCommand({}));
  expect(identity.Arn).toBe('arn:aws:iam::000000000000:root');
  const wrong = { ...credentials, secretAccessKey: 'wrong' };
  await expect(CALLS[0]![1](cloud, { credentials: wrong })).rejects.toMatchObject({
    name: 'InvalidSignatureException',
  });
});

test('a signature that is too old, or from the future, is refused', async () => {
  await using cloud = await testCloud();
  const credentials = await newUserKey(cloud);
  const sts = CALLS[3]![1];
  await sts(cloud, { credentials, systemClockOffset: -14 * 60_000 });
  await expect(sts(cloud, { credentials, systemClockOffset: -20 * 60_000 })).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
    message: expect.stringMatching(
      /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)$/,
    ),
  });
  await expect(sts(cloud, { credentials, systemClockOffset: 20 * 60_000 })).rejects.toMatchObject({
    message: expect.stringMatching(/^Signature not yet current: /),
  });
});

test('a moved clock does not make signatures old', async () => {
  await using cloud = await testCloud();
  const credentials = await newUserKey(cloud);
  await cloud.clock.advance({ days: 3 });
  for (const [, call] of CALLS) await call(cloud, { credentials });
});

test('a presigned URL says who made it until it expires', async () => {
  await using cloud = await testCloud();
  const credentials = await newUserKey(cloud);
  const { host } = new URL(cloud.endpoint);
  const signer = new SignatureV4({ service: 'sts', region: 'us-east-1', credentials, sha256: Sha256 });
  const presign = async (signedSecondsAgo: number) => {
    const signed = await signer.presign(
      {
        method: 'GET',
        protocol: 'http:',
        hostname: host,
        path: '/',
        query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
        headers: { host },
      },
      { expiresIn: 60, signingDate: new Date(Date.now() - signedSecondsAgo * 1000) },
    );
    return `${cloud.endpoint}/?${new URLSearchParams(signed.query as Record<string, string>).toString()}`;
  };
  const good = await fetch(await presign(0));
  expect(good.status).toBe(200);
  expect(await good.text()).toContain('<Arn>arn:aws:iam::000000000000:user/alice</Arn>');
  const expired = await fetch(await presign(120));
  expect(expired.status).toBe(403);
  expect(await expired.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
  const tampered = await fetch((await presign(0)).replace('GetCallerIdentity', 'GetSessionToken'));
  expect(await tampered.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
});

test('an unsigned request is told what is missing', async () => {
  await using cloud = await testCloud();
  const response = await fetch(cloud.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.ListTables' },
    body: '{}',
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    __type: expect.stringContaining('MissingAuthenticationTokenException'),
    message: 'Request is missing Authentication Token',
  });
});

test('a page that had its domain rebound to this machine gets nothing', async () => {
  await using cloud = await testCloud();
  const { port } = new URL(cloud.endpoint);
  const status = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = { ...signedHeaders('sts'), host, 'content-type': 'application/x-www-form-urlencoded' };
      const call = request({ port, host: '127.0.0.1', method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      call.on('error', reject);
      call.end('Action=GetCallerIdentity&Version=2011-06-15');
    });
  expect(await status(`localhost:${port}`)).toBe(200);
  expect(await status('sts.us-east-1.amazonaws.com')).toBe(200);
  expect(await status('evil.example')).toBe(403);
});
