import type { ContextEntry, EvaluationResult, Statement as StatementShape } from '@aws-sdk/client-iam';
import { evaluate, type Decision, type StatementReport } from '../../auth/iam/evaluate.ts';
import { parsePolicy } from '../../auth/iam/parse.ts';
import type { NamedPolicy } from '../../auth/iam/policy.ts';
import type { ConditionContext } from '../../auth/iam/wildcard.ts';
import type { Principal } from '../../auth/principal.ts';
import type { EffectivePolicies, PolicySource, SourcedPolicy } from './effective-policies.ts';
import { requireIdentityPolicy, requireResourcePolicy } from './policy-document.ts';

/** What SimulateCustomPolicy and SimulatePrincipalPolicy have in common. */
export interface SimulationInput {
  readonly ActionNames: readonly string[] | undefined;
  readonly ResourceArns?: readonly string[] | undefined;
  readonly ResourcePolicy?: string | undefined;
  readonly ContextEntries?: readonly ContextEntry[] | undefined;
}

/**
 * One result for each action on each resource.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html
 */
export function simulate(
  principal: Principal,
  policies: EffectivePolicies,
  input: SimulationInput,
): readonly EvaluationResult[] {
  const context = toContext(input.ContextEntries ?? []);
  const resourcePolicy = input.ResourcePolicy === undefined ? undefined : readResourcePolicy(input.ResourcePolicy);
  const missing = missingKeys([...policies.identityPolicies, ...(resourcePolicy ? [resourcePolicy] : [])], context);
  const resources = input.ResourceArns && input.ResourceArns.length > 0 ? input.ResourceArns : ['*'];
  return (input.ActionNames ?? []).flatMap((action) =>
    resources.map((resource) => {
      const decision = evaluate({
        request: { principal, action, resource, context },
        ...policies,
        ...(resourcePolicy ? { resourcePolicy } : {}),
        resourceAccountId: principal.accountId,
      });
      return toResult(action, resource, decision, policies.identityPolicies, missing);
    }),
  );
}

/** `PolicyInputList` and its like, each named by its place as the simulator does. Throws MalformedPolicyDocument. */
export const readInputList = (name: string, documents: readonly string[] | undefined): readonly SourcedPolicy[] =>
  (documents ?? []).map((document, index) => {
    requireIdentityPolicy(document);
    return { ...toNamed(`${name}.${index + 1}`, document), source: 'IAM Policy' };
  });

function readResourcePolicy(document: string): NamedPolicy {
  requireResourcePolicy(document);
  return toNamed('ResourcePolicy', document);
}

const toNamed = (name: string, document: string): NamedPolicy => ({ name, policy: parsePolicy(document) });

const toContext = (entries: readonly ContextEntry[]): ConditionContext =>
  Object.fromEntries(
    entries.map(({ ContextKeyName = '', ContextKeyValues = [], ContextKeyType }) => [
      ContextKeyName.toLowerCase(),
      ContextKeyType?.endsWith('List') ? ContextKeyValues : ContextKeyValues[0],
    ]),
  );

/** Keys that the policies ask for and the caller did not give: the decision may be another with them. */
function missingKeys(policies: readonly NamedPolicy[], context: ConditionContext): string[] {
  const keys = policies.flatMap(({ policy }) =>
    policy.statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)),
  );
  return [...new Set(keys)].filter((key) => !Object.hasOwn(context, key.toLowerCase()));
}

const DECISIONS = { Allow: 'allowed', ExplicitDeny: 'explicitDeny', ImplicitDeny: 'implicitDeny' } as const;

function toResult(
  action: string,
  resource: string,
  decision: Decision,
  policies: readonly SourcedPolicy[],
  missing: string[],
): EvaluationResult {
  const effect = decision.effect === 'Allow' ? 'Allow' : 'Deny';
  const matched = decision.statements.filter((one) => one.mismatch === undefined && one.effect === effect);
  const isDecided = decision.effect !== 'ImplicitDeny';
  return {
    EvalActionName: action,
    EvalResourceName: resource,
    EvalDecision: DECISIONS[decision.effect],
    MatchedStatements: isDecided ? matched.map((one) => toStatement(one, policies)) : [],
    MissingContextValues: missing,
  };
}

const TYPES: Readonly<Record<PolicySource, StatementShape['SourcePolicyType']>> = {
  user: 'user',
  group: 'group',
  role: 'role',
  'aws-managed': 'aws-managed',
  'user-managed': 'user-managed',
  'IAM Policy': 'none',
};

function toStatement(report: StatementReport, policies: readonly SourcedPolicy[]): StatementShape {
  const source = policies.find(({ name }) => name === report.policy)?.source;
  const type = report.kind === 'resource-based policy' ? 'resource' : TYPES[source ?? 'IAM Policy'];
  return { SourcePolicyId: report.policy, SourcePolicyType: type };
}
