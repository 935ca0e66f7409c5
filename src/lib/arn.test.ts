import { expect, test } from 'vitest';
import { formatArn, parseArn } from './arn.ts';

test.each([
  ['arn:aws:sqs:eu-west-1:123456789012:orders', 'orders'],
  ['arn:aws:iam::123456789012:role/team/worker', 'role/team/worker'],
  ['arn:aws-cn:s3:::bucket/a:b', 'bucket/a:b'],
  ['arn:aws:lambda:us-east-1:123456789012:function:f:1', 'function:f:1'],
])('%s is read and written back', (text, resource) => {
  const arn = parseArn(text);
  expect(arn?.resource).toBe(resource);
  expect(formatArn(arn!)).toBe(text);
});

test.each(['', 'orders', 'arn:aws:sqs', 'arn:aws:sqs:::', 'arn::sqs:::x'])('%s is no ARN', (text) => {
  expect(parseArn(text)).toBeUndefined();
});
