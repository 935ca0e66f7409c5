import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import type { ProtocolName } from '../kernel/context.ts';
import { toSessionToken, type Credential } from '../kernel/credentials.ts';
import { Authenticator, type AuthenticationRequest, type AuthenticatorOptions } from './authenticator.ts';

const NOW = Date.UTC(2026, 5, 1, 12);
const KEY = { accessKeyId: 'AKIAEXAMPLEEXAMPLE22', secretAccessKey: 'c2VjcmV0' };
const TOKEN = toSessionToken(new Uint8Array(96));

const userCredential: Credential = {
  ...KEY,
  status: 'Active',
  createdAt: 0,
  principal: {
    kind: 'user',
    accountId: '111122223333',
    arn: 'arn:aws:iam::111122223333:user/alice',
    userId: 'AIDAEXAMPLE',
    userName: 'alice',
    accessKeyId: KEY.accessKeyId,
  },
};

/** Refuses by a rejection, whether or not there was something to wait for. */
function authenticator(options: Partial<AuthenticatorOptions> & { credential?: Credential } = {}) {
  const tested = new Authenticator({
    clock: { now: () => NOW },
    mode: 'lenient',
    findCredential: (id) => (options.credential?.accessKeyId === id ? options.credential : undefined),
    ...options,
  });
  return { authenticate: async (request: AuthenticationRequest) => tested.authenticate(request) };
}

const verifying = (overrides: Partial<Credential> = {}, options: Partial<AuthenticatorOptions> = {}) =>
  authenticator({ ...options, credential: { ...userCredential, ...overrides } });

interface HttpRequest {
  method: string;
  path: string;
  query?: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: unknown;
}

/** What the SDK would have put on the wire, `secondsAgo` before `NOW`. */
async function signed(
  protocol: ProtocolName,
  send: (config: object) => Promise<unknown>,
  options: { readonly secondsAgo?: number; readonly credentials?: object } = {},
): Promise<AuthenticationRequest> {
  let caught: HttpRequest | undefined;
  const requestHandler = {
    handle: (request: HttpRequest) => {
      caught = request;
      return Promise.reject(new Error('caught'));
    },
  };
  await send({
    region: 'eu-west-1',
    endpoint: 'http://127.0.0.1:4566',
    credentials: options.credentials ?? KEY,
    // oxlint-disable-next-line no-restricted-properties -- the SDK signs with the system's time.
    systemClockOffset: NOW - (options.secondsAgo ?? 0) * 1000 - Date.now(),
    maxAttempts: 1,
    requestHandler,
  }).catch(() => {});
  const { method, path, query = {}, headers, body } = caught!;
  const search = Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
  return {
    protocol,
    method,
    target: search ? `${path}?${search}` : path,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : ''),
  };
}

const getItem = (options?: Parameters<typeof signed>[2]) =>
  signed(
    'awsJson1_0',
    (config) => new DynamoDBClient(config).send(new GetItemCommand({ TableName: 't', Key: { id: { S: 'ü' } } })),
    options,
  );
const callerIdentity = (options?: Parameters<typeof signed>[2]) =>
  signed('awsQuery', (config) => new STSClient(config).send(new GetCallerIdentityCommand({})), options);

const SDK_CALLS: [string, () => Promise<AuthenticationRequest>][] = [
  ['DynamoDB', () => getItem()],
  ['STS', () => callerIdentity()],
  [
    'Lambda, whose path holds an ARN',
    () =>
      signed('restJson1', (config) =>
        new LambdaClient(config).send(
          new InvokeCommand({ FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:f', Qualifier: 'v 1' }),
        ),
      ),
  ],
  [
    'S3, whose key is no path',
    () =>
      signed('restXml', (config) =>
        new S3Client({ ...config, forcePathStyle: true }).send(
          new PutObjectCommand({ Bucket: 'b', Key: "a/../b//c%2Fd (1)+'!ü", Body: 'x', Metadata: { a: 'b  c' } }),
        ),
      ),
  ],
];

test.each(SDK_CALLS)('a request that the SDK signed for %s is its caller', async (_, request) => {
  const result = await verifying().authenticate(await request());
  expect(result).toMatchObject({ principal: userCredential.principal, accountId: '111122223333', region: 'eu-west-1' });
});

test.each(SDK_CALLS)('another secret does not do for %s', async (_, request) => {
  const result = verifying({ secretAccessKey: 'other' }).authenticate(await request());
  await expect(result).rejects.toMatchObject({ code: expect.stringMatching(/InvalidSignature|SignatureDoesNotMatch/) });
});

test('a body changed on the way is noticed', async () => {
  const request = await getItem();
  await expect(verifying().authenticate({ ...request, body: Buffer.from('{}') })).rejects.toMatchObject({
    code: 'InvalidSignatureException',
    status: 400,
  });
});

test.each([
  ['test', '000000000000'],
  ['123456789012', '123456789012'],
  ['AKIAIOSFODNN7EXAMPLE', '000000000000'],
])('leniently, the unknown key %s is root of account %s, whatever its secret and its clock', async (key, account) => {
  const request = await getItem({
    secondsAgo: 86_400,
    credentials: { accessKeyId: key, secretAccessKey: 'anything' },
  });
  expect(await authenticator().authenticate(request)).toEqual({
    principal: { kind: 'root', accountId: account, arn: `arn:aws:iam::${account}:root`, accessKeyId: key },
    accountId: account,
    region: 'eu-west-1',
    service: 'dynamodb',
    accessKeyId: key,
  });
});

test('strictly, an unknown key is refused in the words of the protocol', async () => {
  const strict = authenticator({ mode: 'strict' });
  const message = 'The security token included in the request is invalid.';
  await expect(strict.authenticate(await getItem())).rejects.toMatchObject({
    code: 'UnrecognizedClientException',
    status: 400,
    message,
  });
  await expect(strict.authenticate(await callerIdentity())).rejects.toMatchObject({
    code: 'InvalidClientTokenId',
    status: 403,
    message,
  });
});

test('the root key is verified and is root', async () => {
  const strict = authenticator({ mode: 'strict', rootKey: { ...KEY, accountId: '000000000000' } });
  expect((await strict.authenticate(await getItem())).principal.kind).toBe('root');
  const wrong = authenticator({ rootKey: { ...KEY, secretAccessKey: 'other', accountId: '000000000000' } });
  await expect(wrong.authenticate(await getItem())).rejects.toMatchObject({ code: 'InvalidSignatureException' });
});

test.each(['Inactive', 'Deleted'] as const)(
  'an access key that is %s is refused, not taken for unknown',
  async (status) => {
    await expect(verifying({ status }).authenticate(await getItem())).rejects.toMatchObject({
      code: 'UnrecognizedClientException',
    });
  },
);

test('a session needs its token, and ends', async () => {
  const session = { token: TOKEN, expiresAt: NOW + 1 };
  const withToken = await callerIdentity({ credentials: { ...KEY, sessionToken: TOKEN } });
  expect((await verifying({ session }).authenticate(withToken)).accountId).toBe('111122223333');
  await expect(verifying({ session }).authenticate(await callerIdentity())).rejects.toMatchObject({
    code: 'InvalidClientTokenId',
  });
  await expect(verifying({ session: { token: TOKEN, expiresAt: NOW } }).authenticate(withToken)).rejects.toMatchObject({
    code: 'ExpiredToken',
    message: 'The security token included in the request is expired',
  });
});

test('a session that was forgotten does not come back as root', async () => {
  const request = await getItem({ credentials: { ...KEY, sessionToken: TOKEN } });
  await expect(authenticator().authenticate(request)).rejects.toMatchObject({ code: 'ExpiredTokenException' });
});

test('a signature is good for 15 minutes on either side', async () => {
  await verifying().authenticate(await getItem({ secondsAgo: 899 }));
  await verifying().authenticate(await getItem({ secondsAgo: -899 }));
  await expect(verifying().authenticate(await getItem({ secondsAgo: 1200 }))).rejects.toMatchObject({
    code: 'InvalidSignatureException',
    message: 'Signature expired: 20260601T114000Z is now earlier than 20260601T114500Z (20260601T120000Z - 15 min.)',
  });
  await expect(verifying().authenticate(await callerIdentity({ secondsAgo: -1200 }))).rejects.toMatchObject({
    code: 'SignatureDoesNotMatch',
    message:
      'Signature not yet current: 20260601T122000Z is still later than 20260601T121500Z (20260601T120000Z + 15 min.)',
  });
});

test('where the cloud has its own clock, callers may sign by it or by the system', async () => {
  const outside = verifying({}, { clock: { now: () => NOW + 1e9 }, signingClock: { now: () => NOW } });
  expect((await outside.authenticate(await getItem())).principal.kind).toBe('user');
  const inside = verifying({}, { clock: { now: () => NOW }, signingClock: { now: () => NOW - 1e9 } });
  expect((await inside.authenticate(await getItem())).principal.kind).toBe('user');
  const neither = verifying({}, { clock: { now: () => NOW + 1e9 }, signingClock: { now: () => NOW - 1e9 } });
  await expect(neither.authenticate(await getItem())).rejects.toMatchObject({ name: 'InvalidSignatureException' });
});

test('S3 calls it skewed', async () => {
  const request = await signed(
    'restXml',
    (config) => new S3Client(config).send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'x' })),
    { secondsAgo: 1200 },
  );
  await expect(verifying().authenticate({ ...request, signingName: 's3' })).rejects.toMatchObject({
    code: 'RequestTimeTooSkewed',
    status: 403,
  });
});

test('the scope must name the service and end as it must', async () => {
  const request = await getItem();
  await expect(verifying().authenticate({ ...request, signingName: 'sqs' })).rejects.toMatchObject({
    code: 'InvalidSignatureException',
    message: "Credential should be scoped to correct service: 'sqs'. ",
  });
  const authorization = (request.headers['authorization'] as string).replace('aws4_request', 'aws5_request');
  const headers = { ...request.headers, authorization };
  await expect(verifying().authenticate({ ...request, headers })).rejects.toMatchObject({
    message: "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.",
  });
});

test('an unsigned request is anonymous where that is allowed, and refused where not', async () => {
  const request: AuthenticationRequest = { protocol: 'awsQuery', method: 'POST', target: '/', headers: {} };
  await expect(authenticator().authenticate(request)).rejects.toMatchObject({
    code: 'MissingAuthenticationToken',
    status: 403,
    message: 'Request is missing Authentication Token',
  });
  const { principal } = await authenticator().authenticate({ ...request, allowAnonymous: true });
  expect(principal.kind).toBe('anonymous');
});

test.each([
  [
    'AWS4-HMAC-SHA256 Credential=a/b/c/d/e',
    "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. " +
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. " +
      'Authorization=AWS4-HMAC-SHA256 Credential=a/b/c/d/e',
  ],
  [
    'AWS4-HMAC-SHA256 Credential',
    "'Credential' not a valid key=value pair (missing equal-sign) in Authorization header: 'AWS4-HMAC-SHA256 Credential'.",
  ],
])('the header %s is incomplete', async (authorization, message) => {
  const request: AuthenticationRequest = {
    protocol: 'awsJson1_0',
    method: 'POST',
    target: '/',
    headers: { authorization },
  };
  await expect(authenticator().authenticate(request)).rejects.toMatchObject({
    code: 'IncompleteSignatureException',
    status: 400,
    message,
  });
});

test('one signature a request', async () => {
  const request = await getItem();
  const result = authenticator().authenticate({ ...request, target: '/?X-Amz-Algorithm=AWS4-HMAC-SHA256' });
  await expect(result).rejects.toMatchObject({
    message: "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
  });
});
