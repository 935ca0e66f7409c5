import { expect, test } from 'vitest';
import { mayRedriveTo, parseRedriveAllowPolicy } from './redrive-allow-policy.ts';

const source = 'arn:aws:sqs:us-east-1:000000000000:source';

test.each([
  ['', true],
  ['{"redrivePermission":"allowAll"}', true],
  ['{"redrivePermission":"denyAll"}', false],
  [`{"redrivePermission":"byQueue","sourceQueueArns":["${source}"]}`, true],
  ['{"redrivePermission":"byQueue","sourceQueueArns":["arn:aws:sqs:us-east-1:000000000000:other"]}', false],
])('with %j the source may: %s', (text, allowed) => {
  expect(mayRedriveTo(parseRedriveAllowPolicy(text), source)).toBe(allowed);
});

test.each(['no json', '[]', '{}', '{"redrivePermission":"dummy"}', '{"redrivePermission":"allowAll","dummy":1}'])(
  '%s is in no supported format',
  (text) => {
    expect(() => parseRedriveAllowPolicy(text)).toThrow(
      "Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format.",
    );
  },
);

const eleven = JSON.stringify({ redrivePermission: 'byQueue', sourceQueueArns: Array(11).fill(source) });

test.each([
  [
    '{"redrivePermission":"byQueue"}',
    'When you specify the byQueue permission type, you must also specify one or more sourceQueueArns values.',
  ],
  [
    `{"redrivePermission":"denyAll","sourceQueueArns":["${source}"]}`,
    'To specify one or more source queue ARNs, you must set redrivePermission to byQueue.',
  ],
  [eleven, 'The maximum number of source queue ARNs you can specify is 10.'],
])('%s is refused', (text, reason) => {
  expect(() => parseRedriveAllowPolicy(text)).toThrow(
    `Value ${text} for parameter RedriveAllowPolicy is invalid. Reason: Amazon SQS can't create the redrive allow policy. ${reason}`,
  );
});
