import type { Operation } from '../api.ts';
import { accountLane, nameKey, newId } from '../entity.ts';
import { policyExists } from '../errors.ts';
import { toPolicySummary } from '../managed-policy.ts';
import { requireManagedPolicy } from '../policy-document.ts';
import { policies, policyVersions } from '../store.ts';
import { newTags } from '../tags.ts';

export const createPolicy: Operation<'CreatePolicy'> = (ctx, input) => {
  const { PolicyName: policyName = '', PolicyDocument: document = '' } = input;
  const policyId = newId(ctx.random, 'ANPA');
  requireManagedPolicy(document);
  return ctx.transact(accountLane(ctx), async (tx) => {
    if (await policies.get(tx, [ctx.accountId, nameKey(policyName)])) throw policyExists(policyName);
    const policy = {
      accountId: ctx.accountId,
      policyId,
      policyName,
      path: input.Path ?? '/',
      ...(input.Description === undefined ? {} : { description: input.Description }),
      defaultVersion: 1,
      latestVersion: 1,
      createdAt: tx.now,
      updatedAt: tx.now,
      tags: newTags(input.Tags, 'sensitive'),
    };
    policies.insert(tx, policy);
    policyVersions.insert(tx, { policyId, version: 1, document, createdAt: tx.now });
    const Tags = policy.tags.length > 0 ? { Tags: [...policy.tags] } : {};
    return { Policy: { ...toPolicySummary(policy, { attachments: 0, boundaries: 0 }), ...Tags } };
  });
};
