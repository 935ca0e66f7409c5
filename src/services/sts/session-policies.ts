import type { PolicyDescriptorType } from '@aws-sdk/client-sts';
import { MalformedPolicy } from '../../auth/iam/policy.ts';
import { validateIdentityPolicy } from '../../auth/iam/validate.ts';
import type { Clients } from '../../kernel/clients.ts';
import { malformedPolicy, policyTooLarge } from './errors.ts';
import { MAX_SESSION_POLICY_CHARACTERS } from './limits.ts';

interface PolicyInput {
  readonly Policy?: string | undefined;
  readonly PolicyArns?: readonly PolicyDescriptorType[] | undefined;
}

export interface SessionPolicies {
  readonly documents: readonly string[];
  /** Of the space that a session has for policies; absent where it has none. */
  readonly packedPercentage: number | undefined;
}

/** The policies that narrow a session. Throws MalformedPolicyDocument, PackedPolicyTooLarge or IAM's NoSuchEntity. */
export async function readSessionPolicies(iam: Clients['iam'], input: PolicyInput): Promise<SessionPolicies> {
  const { Policy, PolicyArns = [] } = input;
  if (Policy !== undefined) requireValid(Policy);
  const packedPercentage = packedSize(Policy, PolicyArns);
  if (packedPercentage !== undefined && packedPercentage > 100) throw policyTooLarge(packedPercentage);
  const managed = await Promise.all(PolicyArns.map(({ arn = '' }) => defaultDocument(iam, arn)));
  return { documents: Policy === undefined ? managed : [Policy, ...managed], packedPercentage };
}

function requireValid(document: string): void {
  try {
    validateIdentityPolicy(document);
  } catch (error) {
    throw error instanceof MalformedPolicy ? malformedPolicy(error.message) : error;
  }
}

async function defaultDocument(iam: Clients['iam'], policyArn: string): Promise<string> {
  const { Policy } = await iam.getPolicy({ PolicyArn: policyArn });
  const version = await iam.getPolicyVersion({ PolicyArn: policyArn, VersionId: Policy?.DefaultVersionId });
  return decodeURIComponent(version.PolicyVersion?.Document ?? '');
}

/** AWS packs policies in a form of its own; counted in characters the percentage comes close. */
export function packedSize(policy: string | undefined, arns: readonly PolicyDescriptorType[]): number | undefined {
  if (policy === undefined && arns.length === 0) return undefined;
  const characters = arns.reduce((sum, { arn = '' }) => sum + arn.length, policy?.length ?? 0);
  return Math.max(1, Math.ceil((characters / MAX_SESSION_POLICY_CHARACTERS) * 100));
}
