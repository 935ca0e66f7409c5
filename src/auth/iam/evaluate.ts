import type { NamedPolicy } from './policy.ts';
import { matchStatement, type AccessRequest, type Mismatch } from './statement.ts';

/** All the policies that have a say in one request. */
export interface Evaluation {
  readonly request: AccessRequest;
  /** Attached to and inline in the caller's user, groups or role. */
  readonly identityPolicies: readonly NamedPolicy[];
  readonly permissionsBoundary?: NamedPolicy;
  /** Of AssumeRole; an empty list is no session policy. */
  readonly sessionPolicies?: readonly NamedPolicy[];
  readonly resourcePolicy?: NamedPolicy;
  /** Whose resource it is: across accounts both sides must allow. */
  readonly resourceAccountId: string;
  /** Roles' trust policies and keys: the resource's policy must allow even the account's own principals. */
  readonly resourcePolicyRequired?: boolean;
}

export type PolicyKind = 'identity-based policy' | 'permissions boundary' | 'session policy' | 'resource-based policy';

export interface Decision {
  readonly effect: 'Allow' | 'ExplicitDeny' | 'ImplicitDeny';
  /** The kind that allowed, that denied, or that had to allow and did not. */
  readonly by: PolicyKind | 'root';
  /** What decided; absent where nothing spoke of the request. */
  readonly statement?: StatementReport;
  /** Every statement that was looked at, and why those that do not matter do not. */
  readonly statements: readonly StatementReport[];
}

export interface StatementReport {
  readonly kind: PolicyKind;
  readonly policy: string;
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly grants: 'session' | 'direct' | 'account';
  readonly mismatch: Mismatch | undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html */
export function evaluate(evaluation: Evaluation): Decision {
  const statements = reports(evaluation);
  const decide = (effect: Decision['effect'], by: Decision['by'], statement?: StatementReport): Decision => ({
    effect,
    by,
    statements,
    ...(statement ? { statement } : {}),
  });
  const speaking = statements.filter(({ mismatch }) => mismatch === undefined);
  const denial = speaking.find(({ effect }) => effect === 'Deny');
  if (denial) return decide('ExplicitDeny', denial.kind, denial);

  const allowing = (kind: PolicyKind) => speaking.filter((report) => report.kind === kind);
  const resourceAllow = strongest(allowing('resource-based policy'));
  const { principal } = evaluation.request;
  const isSameAccount = principal.kind !== 'anonymous' && principal.accountId === evaluation.resourceAccountId;
  const resourceMustAllow = evaluation.resourcePolicyRequired === true || !isSameAccount || !hasIdentity(evaluation);
  if (resourceMustAllow && !resourceAllow) return decide('ImplicitDeny', 'resource-based policy');
  if (resourceAllow && (!hasIdentity(evaluation) || (isSameAccount && resourceAllow.grants === 'session'))) {
    return decide('Allow', 'resource-based policy', resourceAllow);
  }
  if (principal.kind === 'root') return decide('Allow', 'root');

  const boundary = evaluation.permissionsBoundary ? allowing('permissions boundary')[0] : undefined;
  if (evaluation.permissionsBoundary && !boundary) return decide('ImplicitDeny', 'permissions boundary');
  if (evaluation.sessionPolicies?.length && allowing('session policy').length === 0) {
    return decide('ImplicitDeny', 'session policy');
  }
  if (isSameAccount && resourceAllow?.grants === 'direct')
    return decide('Allow', 'resource-based policy', resourceAllow);
  const identityAllow = allowing('identity-based policy')[0];
  return identityAllow
    ? decide('Allow', 'identity-based policy', identityAllow)
    : decide('ImplicitDeny', 'identity-based policy');
}

/** Services and unsigned callers have no policies of their own: the resource's alone decides. */
const hasIdentity = ({ request: { principal } }: Evaluation) =>
  principal.kind !== 'service' && principal.kind !== 'anonymous';

const STRENGTH = ['account', 'direct', 'session'] as const;
const strongest = (reported: readonly StatementReport[]): StatementReport | undefined =>
  reported.toSorted((a, b) => STRENGTH.indexOf(b.grants) - STRENGTH.indexOf(a.grants))[0];

function reports(evaluation: Evaluation): readonly StatementReport[] {
  const { permissionsBoundary, resourcePolicy, sessionPolicies = [], identityPolicies } = evaluation;
  return [
    ...(resourcePolicy ? report('resource-based policy', resourcePolicy, evaluation.request) : []),
    ...(permissionsBoundary ? report('permissions boundary', permissionsBoundary, evaluation.request) : []),
    ...sessionPolicies.flatMap((policy) => report('session policy', policy, evaluation.request)),
    ...identityPolicies.flatMap((policy) => report('identity-based policy', policy, evaluation.request)),
  ];
}

const report = (kind: PolicyKind, { name, policy }: NamedPolicy, request: AccessRequest): StatementReport[] =>
  policy.statements.map((statement, index) => {
    const { mismatch, principal } = matchStatement(statement, policy.version, request);
    const grants = principal === 'none' ? 'account' : principal;
    return { kind, policy: name, index, sid: statement.sid, effect: statement.effect, grants, mismatch };
  });
