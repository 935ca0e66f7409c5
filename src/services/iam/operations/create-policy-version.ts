import type { Operation } from '../api.ts';
import { accountLane } from '../entity.ts';
import { tooManyVersions } from '../errors.ts';
import { MAX_POLICY_VERSIONS } from '../limits.ts';
import { toVersionSummary } from '../managed-policy.ts';
import { requireOwnPolicy, versionsOf } from '../policies.ts';
import { requireManagedPolicy } from '../policy-document.ts';
import { policies, policyVersions } from '../store.ts';

export const createPolicyVersion: Operation<'CreatePolicyVersion'> = (ctx, input) => {
  const { PolicyDocument: document = '' } = input;
  return ctx.transact(accountLane(ctx), async (tx) => {
    const policy = await requireOwnPolicy(tx, ctx, input.PolicyArn);
    requireManagedPolicy(document);
    if ((await versionsOf(tx, policy)).length >= MAX_POLICY_VERSIONS) throw tooManyVersions(MAX_POLICY_VERSIONS);
    const latestVersion = policy.latestVersion + 1;
    const defaultVersion = input.SetAsDefault === true ? latestVersion : policy.defaultVersion;
    const version = { policyId: policy.policyId, version: latestVersion, document, createdAt: tx.now };
    const updated = { ...policy, latestVersion, defaultVersion, updatedAt: tx.now };
    policyVersions.insert(tx, version);
    policies.replace(tx, policy, updated);
    return { PolicyVersion: toVersionSummary(version, updated) };
  });
};
