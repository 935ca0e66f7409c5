import { expect, test } from 'vitest';
import type { Principal } from '../principal.ts';
import { rootPrincipal } from '../principal.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import { accessDeniedMessage, explain } from './explain.ts';
import { parsePolicy } from './parse.ts';
import type { NamedPolicy } from './policy.ts';

const ACCOUNT = '111122223333';
const OTHER = '444455556666';
const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:orders`;

const alice: Principal = {
  kind: 'user',
  accountId: ACCOUNT,
  arn: `arn:aws:iam::${ACCOUNT}:user/alice`,
  userId: 'AIDAALICE',
  userName: 'alice',
};
const worker: Principal = {
  kind: 'role',
  accountId: ACCOUNT,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/worker/job`,
  roleId: 'AROAWORKER',
  roleName: 'worker',
  roleArn: `arn:aws:iam::${ACCOUNT}:role/worker`,
  sessionName: 'job',
};
const s3: Principal = {
  kind: 'service',
  service: 's3.amazonaws.com',
  accountId: ACCOUNT,
  arn: rootPrincipal(ACCOUNT).arn,
};
const anonymous: Principal = { kind: 'anonymous', accountId: ACCOUNT, arn: '*' };

const policy = (name: string, ...statements: object[]): NamedPolicy => ({
  name,
  policy: parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements })),
});
const allow = { Effect: 'Allow', Action: 'sqs:*', Resource: '*' };
const deny = { Effect: 'Deny', Action: 'sqs:SendMessage', Resource: '*' };
const granting = (principal: unknown) => policy('queue', { ...allow, Principal: principal });

const ask = (principal: Principal, policies: Partial<Evaluation> = {}) => {
  const request = { principal, action: 'sqs:SendMessage', resource: QUEUE, context: {} };
  const decision = evaluate({ request, identityPolicies: [], resourceAccountId: ACCOUNT, ...policies });
  return { ...decision, message: accessDeniedMessage(request, decision), explanation: explain(decision) };
};

test('without any policy, all but root are denied', () => {
  expect(ask(rootPrincipal(ACCOUNT))).toMatchObject({ effect: 'Allow', by: 'root' });
  expect(ask(alice)).toMatchObject({
    effect: 'ImplicitDeny',
    message:
      `User: ${alice.arn} is not authorized to perform: sqs:SendMessage on resource: ${QUEUE} ` +
      'because no identity-based policy allows the sqs:SendMessage action',
  });
});

test('an identity policy allows, and the decision names its statement', () => {
  const decision = ask(alice, { identityPolicies: [policy('p', { ...allow, Sid: 'Queues' })] });
  expect(decision).toMatchObject({
    effect: 'Allow',
    by: 'identity-based policy',
    statement: { sid: 'Queues', index: 0 },
  });
  expect(decision.explanation).toEqual(['Allowed by statement "Queues" of identity-based policy p.']);
});

test.each(['identityPolicies', 'sessionPolicies', 'permissionsBoundary', 'resourcePolicy'] as const)(
  'an explicit deny in %s wins over every allow',
  (place) => {
    const denying = policy('deny', place === 'resourcePolicy' ? { ...deny, Principal: '*' } : deny);
    const allowing = { identityPolicies: [policy('p', allow)], resourcePolicy: granting({ AWS: worker.arn }) };
    const denied = place.endsWith('ies') ? [policy('p', allow), denying] : denying;
    expect(ask(worker, { ...allowing, [place]: denied }).effect).toBe('ExplicitDeny');
  },
);

test('an explicit deny is told as such', () => {
  expect(ask(alice, { identityPolicies: [policy('p', allow, deny)] }).message).toMatch(
    /with an explicit deny in an identity-based policy$/,
  );
});

test('a boundary and a session policy must allow too, and allow nothing by themselves', () => {
  const identityPolicies = [policy('p', allow)];
  const other = policy('b', { ...allow, Action: 's3:*' });
  expect(ask(alice, { identityPolicies, permissionsBoundary: other })).toMatchObject({ by: 'permissions boundary' });
  expect(ask(worker, { identityPolicies, sessionPolicies: [other] })).toMatchObject({ by: 'session policy' });
  expect(ask(worker, { identityPolicies, sessionPolicies: [] }).effect).toBe('Allow');
  expect(ask(alice, { permissionsBoundary: policy('b', allow) })).toMatchObject({ effect: 'ImplicitDeny' });
});

test('in the same account a resource policy is enough', () => {
  expect(ask(alice, { resourcePolicy: granting({ AWS: alice.arn }) }).effect).toBe('Allow');
  expect(ask(worker, { resourcePolicy: granting({ AWS: worker.roleArn }) }).effect).toBe('Allow');
  expect(ask(alice, { resourcePolicy: granting('*') }).effect).toBe('Allow');
  expect(ask(anonymous, { resourcePolicy: granting('*') }).effect).toBe('Allow');
});

test('naming the account only lets its own policies decide', () => {
  const resourcePolicy = granting({ AWS: ACCOUNT });
  expect(ask(alice, { resourcePolicy }).effect).toBe('ImplicitDeny');
  expect(ask(alice, { resourcePolicy, identityPolicies: [policy('p', allow)] }).effect).toBe('Allow');
});

test('what is given to the role a boundary limits; what is given to the session itself it does not', () => {
  const permissionsBoundary = policy('b', { ...allow, Action: 's3:*' });
  expect(ask(worker, { permissionsBoundary, resourcePolicy: granting({ AWS: worker.roleArn }) }).effect).toBe(
    'ImplicitDeny',
  );
  expect(ask(worker, { permissionsBoundary, resourcePolicy: granting({ AWS: worker.arn }) }).effect).toBe('Allow');
});

test('across accounts both sides must allow', () => {
  const bob = { ...alice, accountId: OTHER, arn: `arn:aws:iam::${OTHER}:user/bob` };
  const identityPolicies = [policy('p', allow)];
  const resourcePolicy = granting({ AWS: OTHER });
  expect(ask(bob, { identityPolicies })).toMatchObject({ effect: 'ImplicitDeny', by: 'resource-based policy' });
  expect(ask(bob, { resourcePolicy })).toMatchObject({ effect: 'ImplicitDeny', by: 'identity-based policy' });
  expect(ask(bob, { resourcePolicy: granting({ AWS: bob.arn }) }).effect).toBe('ImplicitDeny');
  expect(ask(bob, { identityPolicies, resourcePolicy }).effect).toBe('Allow');
  expect(ask(rootPrincipal(OTHER)).effect).toBe('ImplicitDeny');
});

test('a service needs the resource to trust it by name', () => {
  expect(ask(s3).effect).toBe('ImplicitDeny');
  expect(ask(s3, { resourcePolicy: granting({ Service: 'sns.amazonaws.com' }) }).effect).toBe('ImplicitDeny');
  expect(ask(s3, { resourcePolicy: granting({ Service: ['sns.amazonaws.com', 's3.amazonaws.com'] }) }).effect).toBe(
    'Allow',
  );
  expect(ask(s3, { resourcePolicy: granting({ AWS: ACCOUNT }) }).effect).toBe('ImplicitDeny');
});

test('where the resource must trust, even root needs it', () => {
  const required = { resourcePolicyRequired: true };
  expect(ask(rootPrincipal(ACCOUNT), required).effect).toBe('ImplicitDeny');
  expect(ask(rootPrincipal(ACCOUNT), { ...required, resourcePolicy: granting({ AWS: ACCOUNT }) }).effect).toBe('Allow');
});

test('an explanation says what each candidate lacked', () => {
  const nearly = policy(
    'p',
    { ...allow, Sid: 'Topics', Action: 'sns:*' },
    { ...allow, Resource: 'arn:aws:sqs:*:*:other' },
    { ...allow, Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-west-2'] } } },
  );
  expect(ask(alice, { identityPolicies: [nearly] }).explanation).toEqual([
    'Denied: no identity-based policy allows it.',
    'statement "Topics" of identity-based policy p: its action is another.',
    'statement 2 of identity-based policy p: its resource is another.',
    'statement 3 of identity-based policy p: its condition StringEquals on aws:RequestedRegion asks for eu-west-1 or eu-west-2, the request has none.',
  ]);
});

test('NotAction, NotResource and NotPrincipal speak of all the others', () => {
  const identity = (statement: object) => ask(alice, { identityPolicies: [policy('p', statement)] }).effect;
  expect(identity({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })).toBe('Allow');
  expect(identity({ Effect: 'Allow', NotAction: 'sqs:Send*', Resource: '*' })).toBe('ImplicitDeny');
  expect(identity({ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::*' })).toBe('Allow');
  expect(identity({ Effect: 'Allow', Action: '*', NotResource: `${QUEUE}*` })).toBe('ImplicitDeny');
  const resourcePolicy = policy('queue', { ...deny, NotPrincipal: { AWS: [alice.arn] } });
  expect(ask(alice, { identityPolicies: [policy('p', allow)], resourcePolicy }).effect).toBe('Allow');
  expect(ask(worker, { identityPolicies: [policy('p', allow)], resourcePolicy }).effect).toBe('ExplicitDeny');
});
