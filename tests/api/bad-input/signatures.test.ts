import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { CreateRoleCommand, DeleteAccessKeyCommand, IAMClient, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { testCloud, type TestCloud } from '../../support/cloud.ts';
import { changesNothing, FORM, furnish, jsonCall, send, type Answer } from './wire.ts';
import { newUserKey, signed, type Credentials, type SignedRequest } from './signing.ts';

/** The same wish in each family: make something. Its code and status are where the families differ. */
const FAMILIES = [
  {
    family: 'JSON',
    request: {
      service: 'sqs',
      headers: jsonCall('AmazonSQS.CreateQueue'),
      body: '{"QueueName":"made"}',
    },
    tampered: '{"QueueName":"mage"}',
    code: (name: 'mismatch' | 'incomplete' | 'unknown' | 'expired' | 'missing') =>
      ({
        mismatch: /InvalidSignatureException/,
        incomplete: /IncompleteSignatureException/,
        unknown: /UnrecognizedClientException/,
        expired: /ExpiredTokenException/,
        missing: /MissingAuthenticationTokenException/,
      })[name],
    status: { mismatch: 400, incomplete: 400, unknown: 400, expired: 400, missing: 400 },
  },
  {
    family: 'Query',
    request: { service: 'iam', headers: FORM, body: 'Action=CreateUser&Version=2010-05-08&UserName=made' },
    tampered: 'Action=CreateUser&Version=2010-05-08&UserName=mage',
    code: (name: 'mismatch' | 'incomplete' | 'unknown' | 'expired' | 'missing') =>
      ({
        mismatch: /<Code>SignatureDoesNotMatch<\/Code>/,
        incomplete: /<Code>IncompleteSignature<\/Code>/,
        unknown: /<Code>InvalidClientTokenId<\/Code>/,
        expired: /<Code>ExpiredToken<\/Code>/,
        missing: /<Code>MissingAuthenticationToken<\/Code>/,
      })[name],
    status: { mismatch: 403, incomplete: 400, unknown: 403, expired: 403, missing: 403 },
  },
  {
    family: 'REST',
    request: {
      service: 'lambda',
      path: '/2015-03-31/event-source-mappings/',
      headers: { 'content-type': 'application/json' },
      body: '{"FunctionName":"made"}',
    },
    tampered: '{"FunctionName":"mage"}',
    // Its code is in a header: `told` puts it before the body.
    code: (name: 'mismatch' | 'incomplete' | 'unknown' | 'expired' | 'missing') =>
      ({
        mismatch: /^InvalidSignatureException/,
        incomplete: /^IncompleteSignatureException/,
        unknown: /^UnrecognizedClientException/,
        expired: /^ExpiredTokenException/,
        missing: /^MissingAuthenticationTokenException/,
      })[name],
    status: { mismatch: 403, incomplete: 403, unknown: 403, expired: 403, missing: 403 },
  },
] as const;

const told = ({ headers, body }: Answer): string => `${String(headers['x-amzn-errortype'] ?? '')}${body}`;

const deliver = (cloud: TestCloud, request: SignedRequest): Promise<Answer> => send(cloud.endpoint, request);

const withHeaders = (request: SignedRequest, changes: Record<string, string | undefined>): SignedRequest => ({
  ...request,
  headers: Object.fromEntries(
    Object.entries({ ...request.headers, ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  ),
});

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and ' +
  'signing method. Consult the service documentation for details.';

test.each(FAMILIES)(
  'what was changed after it was signed is refused: $family',
  async ({ request, tampered, code, status }) => {
    await using cloud = await testCloud();
    await furnish(cloud);
    const credentials = await newUserKey(cloud);
    await changesNothing(cloud, async () => {
      const good = await signed(cloud, request, credentials);
      const changed: SignedRequest[] = [
        { ...good, body: tampered },
        { ...good, path: `${good.path}?x=1` },
        withHeaders(good, { 'content-type': `${good.headers['content-type']};` }),
        withHeaders(good, {
          authorization: good.headers['authorization']!.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
        }),
        withHeaders(good, { authorization: good.headers['authorization']!.replace('us-east-1', 'eu-west-1') }),
        await signed(cloud, request, { ...credentials, secretAccessKey: 'wrong' }),
      ];
      for (const one of changed) {
        const answer = await deliver(cloud, one);
        expect([answer.status, told(answer)]).toEqual([status.mismatch, expect.stringMatching(code('mismatch'))]);
        expect(answer.body).toContain(MISMATCH);
      }
    });
    // The untouched one is taken for what it is, so it was the change that was refused.
    const answer = await deliver(cloud, await signed(cloud, request, credentials));
    expect(told(answer)).not.toMatch(code('mismatch'));
  },
);

test.each(FAMILIES)(
  'a signature that is not complete, or is for something else, is refused: $family',
  async ({ request, code, status }) => {
    await using cloud = await testCloud();
    await furnish(cloud);
    const credentials = await newUserKey(cloud);
    await changesNothing(cloud, async () => {
      const good = await signed(cloud, request, credentials);
      const authorization = good.headers['authorization']!;
      const incomplete: [Record<string, string | undefined>, RegExp][] = [
        [{ 'x-amz-date': undefined }, /requires existence of either a 'X-Amz-Date' or a 'Date' header/],
        [{ authorization: authorization.replace(/Credential=[^,]*, /, '') }, /requires 'Credential' parameter/],
        [{ authorization: authorization.replace(/, Signature=.*/, '') }, /requires 'Signature' parameter/],
        [
          { authorization: authorization.replace(/\/aws4_request/, '') },
          /Credential must have exactly 5 slash-delimited elements/,
        ],
        [{ authorization: 'AWS4-HMAC-SHA256 nonsense' }, /not a valid key=value pair/],
        [{ 'x-amz-date': 'yesterday', authorization }, /.*/],
      ];
      for (const [changes, words] of incomplete) {
        const answer = await deliver(cloud, withHeaders(good, changes));
        const isDate = changes['x-amz-date'] === 'yesterday';
        expect([answer.status, told(answer)], JSON.stringify(changes)).toEqual([
          isDate ? expect.any(Number) : status.incomplete,
          expect.stringMatching(isDate ? /Signature/ : code('incomplete')),
        ]);
        expect(answer.body).toMatch(words);
      }
      const hour = 3_600_000;
      for (const [signingDate, words] of [
        [new Date(Date.now() - hour), /Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z/],
        [new Date(Date.now() + hour), /Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z/],
      ] as const) {
        const answer = await deliver(cloud, await signed(cloud, request, credentials, { signingDate }));
        expect([answer.status, told(answer)]).toEqual([status.mismatch, expect.stringMatching(code('mismatch'))]);
        expect(answer.body).toMatch(words);
      }
    });
  },
);

test.each(FAMILIES)('without any signature nothing is done: $family', async ({ request, code, status }) => {
  await using cloud = await testCloud();
  await changesNothing(cloud, async () => {
    const { path, headers, body } = { path: '/', ...request };
    const answer = await send(cloud.endpoint, { path, headers, body });
    expect([answer.status, told(answer)]).toEqual([status.missing, expect.stringMatching(code('missing'))]);
  });
});

test.each(FAMILIES)(
  'a key that was made inactive or deleted is refused, and stays so: $family',
  async ({ request, code, status }) => {
    await using cloud = await testCloud();
    const credentials = await newUserKey(cloud);
    const iam = cloud.client(IAMClient);
    const key = { UserName: 'alice', AccessKeyId: credentials.accessKeyId };
    for (const end of [new UpdateAccessKeyCommand({ ...key, Status: 'Inactive' }), new DeleteAccessKeyCommand(key)]) {
      await iam.send(end as DeleteAccessKeyCommand);
      await changesNothing(cloud, async () => {
        const answer = await deliver(cloud, await signed(cloud, request, credentials));
        expect([answer.status, told(answer)]).toEqual([status.unknown, expect.stringMatching(code('unknown'))]);
        expect(answer.body).toContain('The security token included in the request is invalid.');
      });
    }
  },
);

test.each(FAMILIES)('a session needs its own token, and ends: $family', async ({ request, code, status }) => {
  await using cloud = await testCloud();
  const session = await newSession(cloud);
  await changesNothing(cloud, async () => {
    const { sessionToken, ...bare } = session;
    const other = { ...bare, sessionToken: `${sessionToken!.slice(0, -4)}AAAA` };
    for (const credentials of [bare, other]) {
      const answer = await deliver(cloud, await signed(cloud, request, credentials));
      expect([answer.status, told(answer)]).toEqual([status.unknown, expect.stringMatching(code('unknown'))]);
    }
    await cloud.clock.advance({ minutes: 61 });
    const answer = await deliver(cloud, await signed(cloud, request, session));
    expect([answer.status, told(answer)]).toEqual([status.expired, expect.stringMatching(code('expired'))]);
    expect(answer.body).toContain('The security token included in the request is expired');
  });
});

test('a signature for another service than the one that is asked is refused', async () => {
  await using cloud = await testCloud();
  await furnish(cloud);
  const credentials = await newUserKey(cloud);
  await changesNothing(cloud, async () => {
    const request = {
      service: 'sqs',
      headers: jsonCall('DynamoDB_20120810.DeleteTable'),
      body: '{"TableName":"items"}',
    };
    const answer = await deliver(cloud, await signed(cloud, request, credentials));
    expect(answer.status).toBe(400);
    expect(answer.body).toContain("Credential should be scoped to correct service: 'dynamodb'. ");
  });
});

async function newSession(cloud: TestCloud): Promise<Credentials> {
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: '000000000000' }, Action: 'sts:AssumeRole' },
  });
  const { Role } = await cloud
    .client(IAMClient)
    .send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument }));
  const { Credentials: issued } = await cloud
    .client(STSClient)
    .send(new AssumeRoleCommand({ RoleArn: Role!.Arn!, RoleSessionName: 'session' }));
  return {
    accessKeyId: issued!.AccessKeyId!,
    secretAccessKey: issued!.SecretAccessKey!,
    sessionToken: issued!.SessionToken!,
  };
}
