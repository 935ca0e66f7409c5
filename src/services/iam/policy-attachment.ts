import type { AttachedPolicy } from '@aws-sdk/client-iam';
import type { Context } from '../../kernel/context.ts';
import { parseArn } from '../../lib/arn.ts';
import type { Snapshot, Transaction } from '../../storage/storage.ts';
import { invalidArn, noSuchPolicy, policyNotAttachable, quotaExceeded } from './errors.ts';
import { MAX_ATTACHED_POLICIES } from './limits.ts';
import { toPolicyArn } from './managed-policy.ts';
import type { Owner } from './owner.ts';
import { findPolicy } from './policies.ts';
import { attachments } from './store.ts';

const QUOTA = { user: 'PoliciesPerUser', role: 'PoliciesPerRole', group: 'PoliciesPerGroup' } as const;

/** Attaching again what is attached changes nothing. Throws ValidationError, NoSuchEntity or LimitExceeded. */
export async function attach(tx: Transaction, ctx: Context, owner: Owner, policyArn = ''): Promise<void> {
  if (!parseArn(policyArn)) throw invalidArn(policyArn);
  const policy = await findPolicy(tx, ctx, policyArn);
  if (!policy) throw policyNotAttachable(policyArn);
  const attached = await attachments.list(tx, { prefix: [owner.entityId] });
  if (attached.some((one) => one.policyArn === policyArn)) return;
  if (attached.length >= MAX_ATTACHED_POLICIES) throw quotaExceeded(QUOTA[owner.kind], MAX_ATTACHED_POLICIES);
  attachments.insert(tx, {
    accountId: ctx.accountId,
    policyArn: toPolicyArn(policy),
    kind: owner.kind,
    entityId: owner.entityId,
  });
}

/** Throws NoSuchEntity where it is not attached. */
export async function detach(tx: Transaction, owner: Owner, policyArn = ''): Promise<void> {
  const attachment = await attachments.get(tx, [owner.entityId, policyArn]);
  if (!attachment) throw noSuchPolicy(policyArn);
  attachments.remove(tx, attachment);
}

/** In the order of the policies' ARNs. */
export async function attachedPolicies(from: Snapshot, owner: Owner): Promise<readonly AttachedPolicy[]> {
  const attached = await attachments.list(from, { prefix: [owner.entityId] });
  return attached.map(({ policyArn }) => ({
    PolicyName: policyArn.slice(policyArn.lastIndexOf('/') + 1),
    PolicyArn: policyArn,
  }));
}

/** `/service-role/` of `arn:aws:iam::aws:policy/service-role/AWSLambdaRole`. */
export const policyPath = (policyArn: string): string =>
  policyArn.slice(policyArn.indexOf('/'), policyArn.lastIndexOf('/') + 1);
