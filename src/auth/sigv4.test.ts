import { expect, test } from 'vitest';
import { parseAuthorizationHeader } from './authorization-header.ts';
import { canonicalPath, canonicalQuery, canonicalS3Path } from './canonical.ts';
import { parsePresigned } from './presigned.ts';
import type { WireRequest } from './signature.ts';
import { isSameSignature, sign } from './sigv4.ts';

/** The key of AWS's test suite for Signature Version 4. */
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

interface Vector {
  readonly name: string;
  readonly target: string;
  readonly headers?: Record<string, string | string[]>;
  readonly signedHeaders?: string;
  readonly signature: string;
  readonly method?: string;
  readonly body?: string;
}

const VECTORS: Vector[] = [
  {
    name: 'get-vanilla, by way of get-relative-relative',
    target: '/example1/example2/../..',
    signature: '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
  },
  {
    name: 'get-header-key-duplicate',
    target: '/',
    headers: { 'my-header1': ['value2', 'value2', 'value1'] },
    signedHeaders: 'host;my-header1;x-amz-date',
    signature: 'c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea',
  },
  {
    name: 'get-header-value-trim',
    target: '/',
    headers: { 'my-header1': ' value1', 'my-header2': ' "a   b   c"' },
    signedHeaders: 'host;my-header1;my-header2;x-amz-date',
    signature: 'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
  },
  {
    name: 'get-utf8',
    target: '/ሴ',
    signature: '8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85',
  },
  {
    name: 'get-slashes-normalized',
    target: '//example//',
    signature: '9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84',
  },
  {
    name: 'get-vanilla-query-order-encoded',
    target: '/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1',
    signature: '371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac',
  },
  {
    name: 'get-vanilla-utf8-query',
    target: '/?ሴ=bar',
    signature: '2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04',
  },
  {
    name: 'post-x-www-form-urlencoded',
    method: 'POST',
    target: '/',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': '13',
      'x-amz-content-sha256': '9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e',
    },
    signedHeaders: 'content-length;content-type;host;x-amz-content-sha256;x-amz-date',
    signature: 'd3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b',
    body: 'Param1=value1',
  },
];

test.each(VECTORS)("AWS's test suite: $name", (vector) => {
  const request: WireRequest = {
    method: vector.method ?? 'GET',
    target: vector.target,
    headers: { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z', ...vector.headers },
    body: Buffer.from(vector.body ?? ''),
  };
  const authorization =
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ' +
    `SignedHeaders=${vector.signedHeaders ?? 'host;x-amz-date'}, Signature=${vector.signature}`;
  const signature = parseAuthorizationHeader(request, authorization);
  expect(sign(request, signature, SECRET).value).toBe(vector.signature);
});

test('a signed body that was changed on the way has another signature', () => {
  const { name: _, ...vector } = VECTORS.at(-1)!;
  const request: WireRequest = {
    method: 'POST',
    target: '/',
    headers: { host: 'example.amazonaws.com', 'x-amz-date': '20150830T123600Z', ...vector.headers },
    body: Buffer.from('Param1=other!'),
  };
  const authorization =
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ' +
    `SignedHeaders=${vector.signedHeaders}, Signature=${vector.signature}`;
  expect(sign(request, parseAuthorizationHeader(request, authorization), SECRET).value).not.toBe(vector.signature);
});

test("S3's documented presigned URL", () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
  const target =
    '/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
    '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
    '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
  const request: WireRequest = { method: 'GET', target, headers: { host: 'examplebucket.s3.amazonaws.com' } };
  const signature = parsePresigned(target);
  expect(signature.expiresSeconds).toBe(86_400);
  // That page's secret differs from the test suite's in one character.
  expect(sign(request, signature, SECRET.replace('+', '/')).value).toBe(signature.value);
});

test.each([
  ['/', '/'],
  ['', '/'],
  ['/./', '/'],
  ['/a/./b/../c', '/a/c'],
  ['/../x', '/x'],
  ['/2015-03-31/functions/arn%3Aaws', '/2015-03-31/functions/arn%253Aaws'],
  ["/a!'()*", '/a%21%27%28%29%2A'],
])('other services normalize %s and encode it again', (path, canonical) => {
  expect(canonicalPath(path)).toBe(canonical);
});

test.each([
  ['/bucket/a/../b//c%2Fd', '/bucket/a/../b//c/d'],
  ['/bucket/a b+c', '/bucket/a%20b%2Bc'],
  ['/bucket/%E1%88%B4', '/bucket/%E1%88%B4'],
  ['/bucket/100%', '/bucket/100%'],
])('S3 leaves %s its slashes and dots', (path, canonical) => {
  expect(canonicalS3Path(path)).toBe(canonical);
});

test.each([
  ['b=2&a=1', 'a=1&b=2'],
  ['a=2&a=1', 'a=1&a=2'],
  ['acl', 'acl='],
  ['a%2b=x%2fy&a=', 'a=&a%2B=x%2Fy'],
  ['a==', 'a=%3D'],
])('the query %s in canonical form', (query, canonical) => {
  expect(canonicalQuery(query)).toBe(canonical);
});

test('signatures are compared whole', () => {
  expect(isSameSignature('ab', 'ab')).toBe(true);
  expect(isSameSignature('ab', 'ac')).toBe(false);
  expect(isSameSignature('ab', 'abc')).toBe(false);
});
