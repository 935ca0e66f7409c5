import { expect, test } from 'vitest';
import { validateIdentityPolicy } from '../../../auth/iam/validate.ts';
import { AWS_POLICIES } from './index.ts';

test.each(AWS_POLICIES.map((policy) => [policy.policyName, policy] as const))('%s is a policy', (_, policy) => {
  expect(() =>
    validateIdentityPolicy(JSON.stringify({ Version: '2012-10-17', Statement: policy.statements })),
  ).not.toThrow();
  expect(Date.parse(policy.updatedAt)).toBeGreaterThan(0);
});

test('no two policies share a name or an id', () => {
  const names = AWS_POLICIES.map(({ policyName }) => policyName);
  const ids = AWS_POLICIES.flatMap(({ policyId }) => policyId ?? []);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^ANPA[A-Z2-7]{17}$/.test(id))).toBe(true);
});
