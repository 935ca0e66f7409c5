import { expect, test } from 'vitest';
import { countCharacters, encodeDocument, requireManagedPolicy, requireTrustPolicy } from './policy-document.ts';

const allowing = (action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: action, Resource: '*' } });

test('documents are encoded as RFC 3986 has it', () => {
  expect(encodeDocument(`{"a": "*!'()"}`)).toBe('%7B%22a%22%3A%20%22%2A%21%27%28%29%22%7D');
  expect(decodeURIComponent(encodeDocument(allowing('s3:*')))).toBe(allowing('s3:*'));
});

test('white space does not count', () => {
  expect(countCharacters(' {\n\t"a": 1 }\r\n')).toBe(7);
});

test('what is no policy is malformed, and what is too long is too long', () => {
  expect(() => requireManagedPolicy('{}')).toThrow(
    expect.objectContaining({ code: 'MalformedPolicyDocument', status: 400 }),
  );
  expect(() => requireManagedPolicy(allowing(`s3:${'x'.repeat(6144)}`))).toThrow(
    'Cannot exceed quota for PolicySize: 6144',
  );
  expect(() => requireManagedPolicy(allowing('s3:*') + ' '.repeat(10_000))).not.toThrow();
  expect(() => requireTrustPolicy('[]')).toThrow('This policy contains invalid Json');
});
