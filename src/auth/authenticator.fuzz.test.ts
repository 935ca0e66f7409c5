import { array, assert, asyncProperty, boolean, constantFrom, oneof, string } from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from '../kernel/aws-error.ts';
import { Authenticator, type AuthenticationRequest } from './authenticator.ts';

const authenticator = new Authenticator({
  clock: { now: () => Date.UTC(2026, 0, 1) },
  mode: 'strict',
  findCredential: () => undefined,
  rootKey: { accessKeyId: 'root', secretAccessKey: 'secret', accountId: '000000000000' },
});

/** Resolves to what it threw, if that is one of AWS's answers; anything else is a bug and rejects. */
async function refusal(request: AuthenticationRequest): Promise<string> {
  try {
    await authenticator.authenticate(request);
  } catch (error) {
    if (error instanceof AwsError && (error.status ?? 0) >= 400) return error.code;
    throw error;
  }
  throw new Error('nobody knows the secret');
}

const base: AuthenticationRequest = { protocol: 'awsQuery', method: 'POST', target: '/', headers: {} };
const piece = oneof(
  string({ unit: 'binary', maxLength: 20 }),
  constantFrom(
    'Credential=',
    'root/20260101/us-east-1/iam/aws4_request',
    'SignedHeaders=',
    'host',
    ';',
    ', ',
    '=',
    '%',
    '/',
  ),
  constantFrom(
    'Signature=',
    'X-Amz-Algorithm=AWS4-HMAC-SHA256',
    '&',
    'X-Amz-Credential=',
    'X-Amz-Expires=-1',
    '%zz',
    '%ff',
  ),
);
const noise = array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

test('whatever stands in the headers gets one of AWS’s answers', async () => {
  await assert(
    asyncProperty(noise, noise, async (authorization, date) => {
      const headers = { authorization: `AWS4-HMAC-SHA256 ${authorization}`, 'x-amz-date': date, host: 'localhost' };
      expect(await refusal({ ...base, headers })).toMatch(/^[A-Z]/);
    }),
    { numRuns: 500 },
  );
});

test('whatever stands in the request target gets one of AWS’s answers', async () => {
  const scope = 'root/20260101/us-east-1/iam/aws4_request';
  const headers = {
    host: 'localhost',
    'x-amz-date': '20260101T000000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
  };
  await assert(
    asyncProperty(noise, boolean(), async (target, isSigned) => {
      const request = { ...base, target: `/${target}`, headers: isSigned ? headers : {} };
      expect(await refusal(request)).toMatch(/^[A-Z]/);
    }),
    { numRuns: 500 },
  );
});
