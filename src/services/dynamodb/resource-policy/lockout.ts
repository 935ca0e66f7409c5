import { evaluate } from '../../../auth/iam/evaluate.ts';
import type { Policy } from '../../../auth/iam/policy.ts';
import { requestContext } from '../../../auth/iam/request-context.ts';
import type { Principal } from '../../../auth/principal.ts';

/** Whether a policy would keep its author from ever changing it again. */
export function locksOut(policy: Policy, principal: Principal, resource: string, region: string, now: number): boolean {
  const { effect } = evaluate({
    request: {
      principal,
      action: 'dynamodb:PutResourcePolicy',
      resource,
      context: requestContext(principal, { now, region }),
    },
    identityPolicies: [],
    resourcePolicy: { name: resource, policy },
    resourceAccountId: principal.accountId,
  });
  return effect === 'ExplicitDeny';
}
