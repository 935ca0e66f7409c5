import { expect, test } from 'vitest';
import { meets } from './conditions.ts';
import { parsePolicy } from './parse.ts';
import type { ConditionContext } from './wildcard.ts';

const CONTEXT: ConditionContext = {
  'aws:username': 'alice',
  'aws:sourceip': '203.0.113.7',
  'aws:currenttime': '2026-06-01T12:00:00Z',
  'aws:epochtime': '1780315200',
  'aws:securetransport': 'true',
  'aws:sourcearn': 'arn:aws:s3:::bucket',
  'aws:tagkeys': ['team', 'stage'],
  's3:max-keys': '10',
  's3:prefix': 'home/alice/x',
  'x:star': '*',
};

const holds = (operator: string, key: string, value: unknown, version = '2012-10-17') => {
  const Statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { [key]: value } } };
  const policy = parsePolicy(JSON.stringify({ Version: version, Statement }));
  return meets(policy.statements[0]!.conditions[0]!, policy.version, CONTEXT);
};

test.each([
  ['StringEquals', 'aws:username', 'alice'],
  ['StringEquals', 'AWS:UserName', ['bob', 'alice']],
  ['StringNotEquals', 'aws:username', ['bob', 'carol']],
  ['StringNotEquals', 'no:key', 'x'],
  ['StringEqualsIgnoreCase', 'aws:username', 'ALICE'],
  ['StringNotEqualsIgnoreCase', 'aws:username', 'BOB'],
  ['StringLike', 's3:prefix', 'home/${aws:username}/*'],
  ['StringLike', 's3:prefix', 'home/?????/x'],
  ['StringNotLike', 's3:prefix', 'home/bob/*'],
  ['StringEquals', 'x:star', '*'],
  ['StringLike', 'x:star', '${*}'],
  ['StringEquals', 'aws:username', "${aws:PrincipalTag/name, 'alice'}"],
  ['NumericEquals', 's3:max-keys', '10.0'],
  ['NumericNotEquals', 's3:max-keys', '11'],
  ['NumericLessThan', 's3:max-keys', 11],
  ['NumericLessThanEquals', 's3:max-keys', '10'],
  ['NumericGreaterThan', 's3:max-keys', '9'],
  ['NumericGreaterThanEquals', 's3:max-keys', '10'],
  ['DateEquals', 'aws:CurrentTime', '2026-06-01T14:00:00+02:00'],
  ['DateNotEquals', 'aws:CurrentTime', '2026-06-01T14:00:00Z'],
  ['DateLessThan', 'aws:CurrentTime', '2026-06-01T12:00:01Z'],
  ['DateGreaterThan', 'aws:EpochTime', '2026-06-01'],
  ['DateLessThanEquals', 'aws:CurrentTime', '1780315200'],
  ['DateGreaterThanEquals', 'aws:EpochTime', '1780315200'],
  ['Bool', 'aws:SecureTransport', true],
  ['BinaryEquals', 'x:star', '*'],
  ['IpAddress', 'aws:SourceIp', '203.0.113.0/24'],
  ['IpAddress', 'aws:SourceIp', ['10.0.0.0/8', '203.0.113.7']],
  ['NotIpAddress', 'aws:SourceIp', '10.0.0.0/8'],
  ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:*:*:bu*'],
  ['ArnEquals', 'aws:SourceArn', 'arn:aws:s3:::bucket'],
  ['ArnNotEquals', 'aws:SourceArn', 'arn:aws:s3:::other'],
  ['ArnNotLike', 'aws:SourceArn', 'arn:*'],
  ['Null', 'aws:TokenIssueTime', 'true'],
  ['Null', 'aws:username', false],
  ['StringEqualsIfExists', 'no:key', 'x'],
  ['StringEqualsIfExists', 'aws:username', 'alice'],
  ['ForAllValues:StringEquals', 'aws:TagKeys', ['team', 'stage', 'more']],
  ['ForAllValues:StringEquals', 'no:key', 'x'],
  ['ForAnyValue:StringEquals', 'aws:TagKeys', 'stage'],
  ['ForAnyValue:StringNotEquals', 'aws:TagKeys', 'stage'],
  ['ForAllValues:StringLikeIfExists', 'aws:TagKeys', ['te*', 'st*']],
])('%s %s %j is met', (operator, key, value) => {
  expect(holds(operator, key, value)).toBe(true);
});

test.each([
  ['StringEquals', 'aws:username', 'Alice'],
  ['StringEquals', 'aws:username', 'al*'],
  ['StringEquals', 'no:key', 'x'],
  ['StringNotEquals', 'aws:username', ['alice', 'bob']],
  ['StringLike', 's3:prefix', 'home/${aws:nobody}/*'],
  ['StringLike', 's3:prefix', '${*}'],
  ['NumericEquals', 'aws:username', '10'],
  ['NumericLessThan', 's3:max-keys', '10'],
  ['DateLessThan', 'aws:CurrentTime', 'yesterday'],
  ['Bool', 'aws:SecureTransport', 'false'],
  ['IpAddress', 'aws:SourceIp', '10.0.0.0/8'],
  ['IpAddress', 'aws:SourceIp', '203.0.113.0/99'],
  ['IpAddress', 'aws:SourceIp', '2001:db8::/32'],
  ['NotIpAddress', 'aws:SourceIp', '203.0.113.0/24'],
  ['ArnLike', 'aws:SourceArn', 'arn:aws:s3*'],
  ['Null', 'aws:username', 'true'],
  ['StringEqualsIfExists', 'aws:username', 'bob'],
  ['ForAllValues:StringEquals', 'aws:TagKeys', 'team'],
  ['ForAnyValue:StringEquals', 'aws:TagKeys', 'cost'],
  ['ForAnyValue:StringNotEquals', 'no:key', 'x'],
  ['NoSuchOperator', 'aws:username', 'alice'],
  ['constructor', 'aws:username', 'alice'],
  ['StringLike', 'constructor', '*'],
])('%s %s %j is not met', (operator, key, value) => {
  expect(holds(operator, key, value)).toBe(false);
});

test('before 2012-10-17 a variable is plain text', () => {
  expect(holds('StringLike', 's3:prefix', 'home/${aws:username}/*', '2008-10-17')).toBe(false);
});
