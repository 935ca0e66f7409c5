import { evaluate } from '../../auth/iam/evaluate.ts';
import { parsePolicy } from '../../auth/iam/parse.ts';
import { requestContext } from '../../auth/iam/request-context.ts';
import type { AccessRequest } from '../../auth/iam/statement.ts';
import type { Principal } from '../../auth/principal.ts';
import type { AssumableRole } from './role.ts';

export interface AssumeRoleFacts {
  readonly now: number;
  readonly region: string;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly externalId?: string | undefined;
}

export const assumeRoleRequest = (principal: Principal, facts: AssumeRoleFacts): AccessRequest => ({
  principal,
  action: 'sts:AssumeRole',
  resource: facts.roleArn,
  context: requestContext(principal, {
    now: facts.now,
    region: facts.region,
    keys: { 'sts:ExternalId': facts.externalId, 'sts:RoleSessionName': facts.sessionName },
  }),
});

/** Stands in for the caller's own policies, which were asked before the operation began. */
const CALLER_ALLOWED = {
  name: 'caller',
  policy: parsePolicy('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}'),
};

/** Whether the role's trust policy lets this caller, user, session or service, assume it. */
export function isTrusted(role: AssumableRole, request: AccessRequest): boolean {
  const decision = evaluate({
    request,
    identityPolicies: [CALLER_ALLOWED],
    resourcePolicy: { name: role.roleArn, policy: parsePolicy(role.trustPolicy) },
    resourceAccountId: role.accountId,
    resourcePolicyRequired: true,
  });
  return decision.effect === 'Allow';
}
