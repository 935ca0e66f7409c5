import { expect, test } from 'vitest';
import { toStatement } from './policy.ts';

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:orders';
const input = { FunctionName: 'orders', StatementId: 's', Action: 'lambda:InvokeFunction' };

test('a service may invoke on behalf of one source', () => {
  const statement = toStatement(
    { ...input, Principal: 's3.amazonaws.com', SourceArn: 'arn:aws:s3:::bucket', SourceAccount: '123456789012' },
    ARN,
  );
  expect(statement).toEqual({
    Sid: 's',
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'lambda:InvokeFunction',
    Resource: ARN,
    Condition: {
      StringEquals: { 'AWS:SourceAccount': '123456789012' },
      ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::bucket' },
    },
  });
});

test.each([
  ['123456789012', { AWS: 'arn:aws:iam::123456789012:root' }],
  ['arn:aws:iam::123456789012:role/caller', { AWS: 'arn:aws:iam::123456789012:role/caller' }],
  ['*', '*'],
])('the principal %s', (principal, expected) => {
  expect(toStatement({ ...input, Principal: principal }, ARN).Principal).toEqual(expected);
});

test('a principal that is none is refused', () => {
  expect(() => toStatement({ ...input, Principal: 'somebody' }, ARN)).toThrow('The provided principal was invalid.');
});
