import type { Snapshot, Transaction } from '../../storage/storage.ts';
import { inlinePoliciesTooLarge, noSuchInlinePolicy } from './errors.ts';
import { MAX_INLINE_POLICY_CHARACTERS } from './limits.ts';
import type { Owner } from './owner.ts';
import { countCharacters } from './policy-document.ts';
import { inlinePolicies, type InlinePolicy } from './store.ts';

/** Adds or replaces. Throws LimitExceeded where the entity's inline policies grow too large together. */
export async function putInlinePolicy(tx: Transaction, owner: Owner, policyName: string, document: string) {
  const limit = MAX_INLINE_POLICY_CHARACTERS[owner.kind];
  const present = await inlinePolicies.list(tx, { prefix: [owner.entityId] });
  const others = present.filter((policy) => policy.policyName !== policyName);
  const total = [document, ...others.map((policy) => policy.document)].reduce(
    (sum, one) => sum + countCharacters(one),
    0,
  );
  if (total > limit) throw inlinePoliciesTooLarge(owner.kind, owner.name, limit);

  const row = { entityId: owner.entityId, policyName, document };
  const previous = present.find((policy) => policy.policyName === policyName);
  if (previous) inlinePolicies.replace(tx, previous, row);
  else inlinePolicies.insert(tx, row);
}

/** Throws NoSuchEntity. */
export async function requireInlinePolicy(from: Snapshot, owner: Owner, policyName = ''): Promise<InlinePolicy> {
  const policy = await inlinePolicies.get(from, [owner.entityId, policyName]);
  if (!policy) throw noSuchInlinePolicy(owner.kind, policyName);
  return policy;
}

export const inlinePolicyNames = async (from: Snapshot, owner: Owner): Promise<readonly string[]> =>
  (await inlinePolicies.list(from, { prefix: [owner.entityId] })).map(({ policyName }) => policyName);
