import type { ManagedPolicy, PolicyVersion } from './managed-policy.ts';
import { AWS_POLICIES, type AwsPolicy } from './managed-policies/index.ts';

export interface AwsManagedPolicy {
  readonly policy: ManagedPolicy;
  readonly version: PolicyVersion;
}

let known: ReadonlyMap<string, AwsManagedPolicy> | undefined;

/** By ARN. AWS's policies are the same for every account and every cloud: facts, not state. */
const byArn = (): ReadonlyMap<string, AwsManagedPolicy> =>
  (known ??= new Map(
    AWS_POLICIES.map((one) => [`arn:aws:iam::aws:policy${one.path ?? '/'}${one.policyName}`, toManaged(one)]),
  ));

export const findAwsPolicy = (policyArn: string): AwsManagedPolicy | undefined => byArn().get(policyArn);

export const awsPolicies = (): readonly AwsManagedPolicy[] => [...byArn().values()];

function toManaged(facts: AwsPolicy): AwsManagedPolicy {
  const { policyId, policyName, path = '/', description, version, statements } = facts;
  const updatedAt = Date.parse(facts.updatedAt);
  const policy: ManagedPolicy = {
    accountId: 'aws',
    policyId,
    policyName,
    path,
    ...(description === undefined ? {} : { description }),
    defaultVersion: version,
    latestVersion: version,
    createdAt: facts.createdAt === undefined ? undefined : Date.parse(facts.createdAt),
    updatedAt,
    tags: [],
  };
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 4);
  return { policy, version: { policyId: policyId ?? policyName, version, document, createdAt: updatedAt } };
}
