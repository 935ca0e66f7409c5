import { expect, test } from 'vitest';
import { validateIdentityPolicy, validateTrustPolicy } from './validate.ts';

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const document = (...statements: unknown[]) => ({ Version: '2012-10-17', Statement: statements });
const identity = (value: unknown) => () =>
  validateIdentityPolicy(typeof value === 'string' ? value : JSON.stringify(value));
const trust = (value: unknown) => () => validateTrustPolicy(typeof value === 'string' ? value : JSON.stringify(value));

test.each([
  document(statement),
  document({ ...statement, Resource: '*', Action: '*' }),
  document({ ...statement, Resource: ['arn:aws:iam::123456789012:role/x', 'arn:aws:sqs:*:*:*'] }),
  { ...document(statement), Id: 'x', Statement: { ...statement, Sid: '' } },
  document({
    ...statement,
    Condition: { 'ForAnyValue:StringLikeIfExists': { 'aws:TagKeys': ['a'] }, Null: { 'a:b': true } },
  }),
])('%j is a policy', (value) => {
  expect(identity(value)).not.toThrow();
});

test.each([
  ['not JSON', 'Syntax errors in policy.'],
  ['[]', 'Syntax errors in policy.'],
  [{ Version: '2012-10-17' }, 'Syntax errors in policy.'],
  [document(), 'Syntax errors in policy.'],
  [{ ...document(statement), Statements: [] }, 'Syntax errors in policy.'],
  [{ ...document(statement), Version: '2020-01-01' }, 'Syntax errors in policy.'],
  [{ ...document(statement), Version: '2008-10-17' }, 'Policy document must be version 2012-10-17 or greater.'],
  [{ Statement: statement }, 'Policy document must be version 2012-10-17 or greater.'],
  [document({ ...statement, Effect: 'allow' }), 'Syntax errors in policy.'],
  [document({ ...statement, NotAction: 's3:*' }), 'Syntax errors in policy.'],
  [document({ ...statement, Actions: 's3:*' }), 'Syntax errors in policy.'],
  [document({ ...statement, Action: [1] }), 'Syntax errors in policy.'],
  [document({ ...statement, Condition: { StringIs: { 'a:b': 'c' } } }), 'Syntax errors in policy.'],
  [document({ ...statement, Principal: '*' }), 'Policy document should not specify a principal.'],
  [
    document({ ...statement, Sid: 'a' }, { ...statement, Sid: 'a' }),
    'Statement IDs (SID) in a single policy must be unique.',
  ],
  [document({ Effect: 'Allow', Resource: '*' }), 'Policy statement must contain actions.'],
  [document({ ...statement, Action: [] }), 'Policy statement must contain actions.'],
  [document({ Effect: 'Allow', Action: 's3:*' }), 'Policy statement must contain resources.'],
  [document({ ...statement, Resource: 'bucket' }), 'Resource bucket must be in ARN format or "*".'],
  [
    document({ ...statement, Resource: 'arn:azure:s3:::b' }),
    'Partition "azure" is not valid for resource "arn:azure:s3:::b".',
  ],
  [
    document({ ...statement, Resource: 'arn:aws' }),
    'Resource vendor must be fully qualified and cannot contain regexes.',
  ],
  [
    document({ ...statement, Resource: 'arn:aws:s3:eu-west-1::b' }),
    'Resource arn:aws:s3:eu-west-1::b can not contain region information.',
  ],
  [
    document({ ...statement, Resource: 'arn:aws:iam::123456789012:thing/x' }),
    'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.',
  ],
  [
    document({ ...statement, Action: 'GetObject' }),
    'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  ],
  [document({ ...statement, Action: 's3:Get:Object' }), 'Actions/Condition can contain only one colon.'],
  [document({ ...statement, Action: 's_3:GetObject' }), 'Vendor s_3 is not valid'],
])('%j is refused: %s', (value, message) => {
  expect(identity(value)).toThrow(message);
});

const trusting = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };

test.each([
  document(trusting),
  { Version: '2008-10-17', Statement: trusting },
  document({
    ...trusting,
    Principal: { AWS: ['arn:aws:iam::123456789012:root', '123456789012'] },
    Action: ['sts:AssumeRole', 'sts:TagSession'],
  }),
  document({ ...trusting, Principal: '*', Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }),
])('%j is a trust policy', (value) => {
  expect(trust(value)).not.toThrow();
});

test.each([
  ['{', 'This policy contains invalid Json'],
  [document({ ...trusting, Resource: '*' }), 'Has prohibited field Resource'],
  [document({ Effect: 'Allow', Action: 'sts:AssumeRole' }), 'Missing required field Principal'],
  [document({ Effect: 'Allow', Principal: '*' }), 'Missing required field Action'],
  [document({ ...trusting, Action: 's3:GetObject' }), 'AssumeRole policy may only specify STS AssumeRole actions.'],
  [document({ ...trusting, Principal: { AWS: 'alice' } }), 'Invalid principal in policy: "AWS":"alice"'],
  [document({ ...trusting, Principal: { Service: 'lambda' } }), 'Invalid principal in policy: "SERVICE":"lambda"'],
])('%j is refused as a trust policy: %s', (value, message) => {
  expect(trust(value)).toThrow(message);
});
