import type { Context } from '../../kernel/context.ts';
import type { Snapshot } from '../../storage/storage.ts';
import { findAwsPolicy } from './aws-policies.ts';
import { nameKey } from './entity.ts';
import { noSuchPolicy, noSuchPolicyVersion, policyIsAws, policyNotAttachable } from './errors.ts';
import {
  fromVersionId,
  toPolicyArn,
  type CustomerPolicy,
  type ManagedPolicy,
  type PolicyUsage,
  type PolicyVersion,
} from './managed-policy.ts';
import { attachments, policies, policyVersions, roles, users } from './store.ts';

type Caller = Pick<Context, 'accountId'>;

export const isAwsPolicyArn = (policyArn: string): boolean => policyArn.startsWith('arn:aws:iam::aws:policy/');

/** AWS's own or one of the caller's account. */
export async function findPolicy(from: Snapshot, ctx: Caller, policyArn: string): Promise<ManagedPolicy | undefined> {
  return isAwsPolicyArn(policyArn) ? findAwsPolicy(policyArn)?.policy : findOwnPolicy(from, ctx, policyArn);
}

async function findOwnPolicy(from: Snapshot, ctx: Caller, policyArn: string): Promise<CustomerPolicy | undefined> {
  const name = policyArn.slice(policyArn.lastIndexOf('/') + 1);
  const policy = await policies.get(from, [ctx.accountId, nameKey(name)]);
  return policy && toPolicyArn(policy) === policyArn ? policy : undefined;
}

export async function requirePolicy(from: Snapshot, ctx: Caller, policyArn = ''): Promise<ManagedPolicy> {
  const policy = await findPolicy(from, ctx, policyArn);
  if (!policy) throw noSuchPolicy(policyArn);
  return policy;
}

/** One that its account may change. Throws NoSuchEntity or AccessDenied. */
export async function requireOwnPolicy(from: Snapshot, ctx: Caller, policyArn = ''): Promise<CustomerPolicy> {
  if (isAwsPolicyArn(policyArn)) throw policyIsAws();
  const policy = await findOwnPolicy(from, ctx, policyArn);
  if (!policy) throw noSuchPolicy(policyArn);
  return policy;
}

/** The ARN of a policy that may bound somebody. Throws NoSuchEntity. */
export async function requireBoundary(from: Snapshot, ctx: Caller, policyArn = ''): Promise<string> {
  if (!(await findPolicy(from, ctx, policyArn))) throw policyNotAttachable(policyArn);
  return policyArn;
}

interface VersionInput {
  readonly PolicyArn: string | undefined;
  readonly VersionId: string | undefined;
}

/** Throws NoSuchEntity, of the policy and of the version in the same words. */
export async function requireVersion(from: Snapshot, ctx: Caller, { PolicyArn = '', VersionId = '' }: VersionInput) {
  const policy = await findPolicy(from, ctx, PolicyArn);
  const version = policy && (await findVersion(from, policy, fromVersionId(VersionId)));
  if (!policy || !version) throw noSuchPolicyVersion(PolicyArn, VersionId);
  return { policy, version };
}

/** Of a policy that its account may change. Throws NoSuchEntity or AccessDenied. */
export async function requireOwnVersion(from: Snapshot, ctx: Caller, { PolicyArn = '', VersionId = '' }: VersionInput) {
  if (isAwsPolicyArn(PolicyArn)) throw policyIsAws();
  const policy = await findOwnPolicy(from, ctx, PolicyArn);
  const version = policy && (await findVersion(from, policy, fromVersionId(VersionId)));
  if (!policy || !version) throw noSuchPolicyVersion(PolicyArn, VersionId);
  return { policy, version };
}

/** Newest first, as ListPolicyVersions has them. */
export async function versionsOf(from: Snapshot, policy: ManagedPolicy): Promise<readonly PolicyVersion[]> {
  const own = findAwsPolicy(toPolicyArn(policy));
  if (own) return [own.version];
  return policyVersions.list(from, { prefix: [policy.policyId ?? ''], reverse: true });
}

export async function findVersion(
  from: Snapshot,
  policy: ManagedPolicy,
  version: number,
): Promise<PolicyVersion | undefined> {
  const own = findAwsPolicy(toPolicyArn(policy));
  if (own) return own.version.version === version ? own.version : undefined;
  return Number.isNaN(version) ? undefined : policyVersions.get(from, [policy.policyId ?? '', version]);
}

/** How many entities of the caller's account the policy is attached to, and bounds. */
export async function usageOf(from: Snapshot, { accountId }: Caller, policy: ManagedPolicy): Promise<PolicyUsage> {
  const prefix = [accountId, toPolicyArn(policy)];
  const [attached, boundUsers, boundRoles] = await Promise.all([
    attachments.index('policy').list(from, { prefix }),
    users.index('boundary').list(from, { prefix }),
    roles.index('boundary').list(from, { prefix }),
  ]);
  return { attachments: attached.length, boundaries: boundUsers.length + boundRoles.length };
}
