import { expect, test } from 'vitest';
import { formatRedrivePolicy, isExhausted, parseRedrivePolicy } from './redrive-policy.ts';

const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:dead';

test('a policy reads the same with its count as text', () => {
  const policy = parseRedrivePolicy(JSON.stringify({ maxReceiveCount: '3', deadLetterTargetArn }));

  expect(policy).toEqual({ deadLetterTargetArn, maxReceiveCount: 3 });
  expect(formatRedrivePolicy(policy!)).toBe(`{"deadLetterTargetArn":"${deadLetterTargetArn}","maxReceiveCount":3}`);
});

test('an empty text is no policy', () => {
  expect(parseRedrivePolicy('')).toBeUndefined();
});

test.each([
  ['{"maxReceiveCount":1}', 'Redrive policy does not contain mandatory attribute: deadLetterTargetArn.'],
  [
    `{"deadLetterTargetArn":"${deadLetterTargetArn}"}`,
    'Redrive policy does not contain mandatory attribute: maxReceiveCount.',
  ],
  ['{}', 'Redrive policy does not contain mandatory attribute: maxReceiveCount.'],
  ['{"deadLetterTargetArn": "dummy", "maxReceiveCount": 42}', 'Invalid value for deadLetterTargetArn.'],
  [
    `{"deadLetterTargetArn":"${deadLetterTargetArn}","maxReceiveCount":1001}`,
    'Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive.',
  ],
  [
    `{"deadLetterTargetArn":"${deadLetterTargetArn}","maxReceiveCount":"many"}`,
    'Invalid value for maxReceiveCount: many, valid values are from 1 to 1000 both inclusive.',
  ],
  [
    `{"deadLetterTargetArn":"${deadLetterTargetArn}","maxReceiveCount":1,"more":2}`,
    'Only following attributes are supported: [maxReceiveCount, deadLetterTargetArn].',
  ],
])('%s is refused', (text, reason) => {
  expect(() => parseRedrivePolicy(text)).toThrow(
    `Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
  );
});

test.each(['no json', '[]', '3', 'null'])('%s is no map', (text) => {
  expect(() => parseRedrivePolicy(text)).toThrow(
    'Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid JSON map.',
  );
});

test('a message is exhausted when one more receive would exceed the policy', () => {
  const policy = { deadLetterTargetArn, maxReceiveCount: 3 };

  expect(isExhausted(2, policy)).toBe(false);
  expect(isExhausted(3, policy)).toBe(true);
  expect(isExhausted(1000, undefined)).toBe(false);
});
