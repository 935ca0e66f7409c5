import { expect, test } from 'vitest';
import { rootPrincipal, type Principal } from '../../auth/principal.ts';
import type { AssumableRole } from './role.ts';
import { assumeRoleRequest, isTrusted } from './trust.ts';

const ACCOUNT = '111122223333';
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/worker`;
const lambda: Principal = {
  kind: 'service',
  service: 'lambda.amazonaws.com',
  accountId: ACCOUNT,
  arn: rootPrincipal(ACCOUNT).arn,
};

const trusts = (statement: object, caller: Principal, externalId?: string) => {
  const Statement = { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement };
  const role: AssumableRole = {
    accountId: ACCOUNT,
    roleArn: ROLE_ARN,
    roleId: 'AROA',
    roleName: 'worker',
    trustPolicy: JSON.stringify({ Version: '2012-10-17', Statement }),
    maxSessionSeconds: 3600,
  };
  const facts = { now: 0, region: 'eu-west-1', roleArn: ROLE_ARN, sessionName: 'job', externalId };
  return isTrusted(role, assumeRoleRequest(caller, facts));
};

test('a service may assume a role that trusts it, and no other', () => {
  expect(trusts({ Principal: { Service: 'lambda.amazonaws.com' } }, lambda)).toBe(true);
  expect(trusts({ Principal: { Service: 'ec2.amazonaws.com' } }, lambda)).toBe(false);
  expect(trusts({ Principal: { AWS: ACCOUNT } }, lambda)).toBe(false);
});

test('an account may assume a role that trusts it, its own included', () => {
  const principal = { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } };
  expect(trusts(principal, rootPrincipal(ACCOUNT))).toBe(true);
  expect(trusts(principal, rootPrincipal('444455556666'))).toBe(false);
  expect(trusts({ Principal: { AWS: '444455556666' } }, rootPrincipal('444455556666'))).toBe(true);
  expect(trusts({ Principal: { Service: 'lambda.amazonaws.com' } }, rootPrincipal(ACCOUNT))).toBe(false);
});

test('conditions count, and so does a denial', () => {
  const shared = { Principal: { AWS: ACCOUNT }, Condition: { StringEquals: { 'sts:ExternalId': 'secret' } } };
  expect(trusts(shared, rootPrincipal(ACCOUNT), 'secret')).toBe(true);
  expect(trusts(shared, rootPrincipal(ACCOUNT), 'guess')).toBe(false);
  expect(trusts(shared, rootPrincipal(ACCOUNT))).toBe(false);
  expect(trusts({ Effect: 'Deny', Principal: '*' }, rootPrincipal(ACCOUNT))).toBe(false);
});
